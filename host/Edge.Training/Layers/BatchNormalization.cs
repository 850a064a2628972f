using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>
/// Batch normalization without scale (Ioffe and Szegedy 2015, Algorithm 1 with gamma = 1): xHat = (a - mean) / sqrt(variance + epsilon), a
/// = scale * accumulator. The
/// learned shift is added by whoever uses xHat.
/// </summary>
internal static unsafe class BatchNormalization
{
    /// <summary>
    /// Normalizes by the batch's own mean and biased variance, and moves the running ones. Each stage goes over all neurons, so that the
    /// sums of one overlap those of the next.
    /// </summary>
    /// <param name="spec">Epsilon and momentum.</param>
    /// <param name="parameters">Running statistics, updated.</param>
    /// <param name="batch">Rows, blocks and mask.</param>
    /// <param name="scale">Of an accumulator.</param>
    /// <param name="z">Accumulators in, xHat out; [neurons][stride].</param>
    /// <param name="inverseDeviations">Receives 1 / sqrt(variance + epsilon), [neurons].</param>
    /// <param name="means">Scratch, [neurons].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize(
        BatchNormSpec spec,
        LayerParameters parameters,
        Batch batch,
        float scale,
        AlignedBuffer z,
        AlignedBuffer inverseDeviations,
        AlignedBuffer means)
    {
        unchecked
        {
            int neurons = parameters.Offsets.Length;
            float perRow = 1f / batch.Rows;
            for (int n = 0; n < neurons; n++)
            {
                means.Pointer[n] = MaskedSum(z.Pointer + n * batch.Stride, batch) * scale * perRow;
            }

            for (int n = 0; n < neurons; n++)
            {
                inverseDeviations.Pointer[n] = MaskedSquares(z.Pointer + n * batch.Stride, batch, scale, means.Pointer[n]) * perRow;
            }

            MoveStatistics(spec, parameters, means, inverseDeviations);
            for (int n = 0; n < neurons; n++)
            {
                Apply(z.Pointer + n * batch.Stride, batch, scale, means.Pointer[n], inverseDeviations.Pointer[n]);
            }
        }
    }

    /// <summary>Normalizes by the running statistics.</summary>
    /// <param name="spec">Epsilon.</param>
    /// <param name="parameters">Running statistics.</param>
    /// <param name="batch">Blocks.</param>
    /// <param name="scale">Of an accumulator.</param>
    /// <param name="z">Accumulators in, xHat out; [neurons][stride].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void NormalizeByRunning(BatchNormSpec spec, LayerParameters parameters, Batch batch, float scale, AlignedBuffer z)
    {
        unchecked
        {
            float* row = z.Pointer;
            for (int n = 0; n < parameters.Offsets.Length; n++, row += batch.Stride)
            {
                double variance = Math.Max(parameters.RunningVariances.Pointer[n], 0.0) + spec.Epsilon;
                Apply(row, batch, scale, parameters.RunningMeans.Pointer[n], (float)(1 / Math.Sqrt(variance)));
            }
        }
    }

    /// <summary>
    /// Backward: with d the derivative of the loss by xHat + shift, the shift's gradient is sum d, and by a it is
    /// (d - mean(d) - xHat * mean(d * xHat)) / sqrt(variance + epsilon).
    /// </summary>
    /// <param name="batch">Rows, blocks and mask.</param>
    /// <param name="normalized">xHat, [neurons][stride].</param>
    /// <param name="inverseDeviations">[neurons].</param>
    /// <param name="deltas">d in, the derivative by a out, 0 beyond the batch; [neurons][stride].</param>
    /// <param name="shiftGradients">Receives sum d, [neurons].</param>
    /// <param name="slopes">Scratch, [neurons].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        Batch batch,
        AlignedBuffer normalized,
        AlignedBuffer inverseDeviations,
        AlignedBuffer deltas,
        AlignedBuffer shiftGradients,
        AlignedBuffer slopes)
    {
        unchecked
        {
            int width = batch.LanesInUse;
            float perRow = 1f / batch.Rows;
            float* xHat = normalized.Pointer;
            float* d = deltas.Pointer;
            for (int n = 0; n < shiftGradients.Length; n++, xHat += batch.Stride, d += batch.Stride)
            {
                Vector512<float> sums = Vector512<float>.Zero;
                Vector512<float> products = Vector512<float>.Zero;
                for (int lane = 0; lane < width; lane += Lanes.Count)
                {
                    Vector512<float> delta = Vector512.Load(d + lane);
                    sums += delta;
                    products = Vector512.FusedMultiplyAdd(delta, Vector512.Load(xHat + lane), products);
                }

                shiftGradients.Pointer[n] = Lanes.Sum(sums);
                slopes.Pointer[n] = -(Lanes.Sum(products) * perRow);
            }

            xHat = normalized.Pointer;
            d = deltas.Pointer;
            for (int n = 0; n < shiftGradients.Length; n++, xHat += batch.Stride, d += batch.Stride)
            {
                Vector512<float> mean = Vector512.Create(shiftGradients.Pointer[n] * perRow);
                Vector512<float> slope = Vector512.Create(slopes.Pointer[n]);
                Vector512<float> inverse = Vector512.Create(inverseDeviations.Pointer[n]);
                for (int lane = 0; lane < width; lane += Lanes.Count)
                {
                    Vector512<float> centered = Vector512.Load(d + lane) - mean;
                    Vector512<float> delta = Vector512.FusedMultiplyAdd(Vector512.Load(xHat + lane), slope, centered) * inverse;
                    (delta & Vector512.Load(batch.Mask + lane)).Store(d + lane);
                }
            }
        }
    }

    // Variances in, 1 / sqrt(variance + epsilon) out; 16 neurons at a time, the padding beyond the last included.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MoveStatistics(BatchNormSpec spec, LayerParameters parameters, AlignedBuffer means, AlignedBuffer variances)
    {
        unchecked
        {
            Vector512<float> momentum = Vector512.Create((float)spec.Momentum);
            Vector512<float> rest = Vector512.Create((float)(1 - spec.Momentum));
            Vector512<float> epsilon = Vector512.Create((float)spec.Epsilon);
            for (int n = 0; n < means.Padded; n += Lanes.Count)
            {
                Vector512<float> mean = Vector512.Load(means.Pointer + n);
                Vector512<float> variance = Vector512.Load(variances.Pointer + n);
                float* runningMeans = parameters.RunningMeans.Pointer + n;
                float* runningVariances = parameters.RunningVariances.Pointer + n;
                (momentum * Vector512.Load(runningMeans) + rest * mean).Store(runningMeans);
                (momentum * Vector512.Load(runningVariances) + rest * variance).Store(runningVariances);
                (Vector512<float>.One / Vector512.Sqrt(variance + epsilon)).Store(variances.Pointer + n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float MaskedSum(float* row, Batch batch)
    {
        unchecked
        {
            int width = batch.LanesInUse;
            Vector512<float> sums = Vector512<float>.Zero;
            for (int lane = 0; lane < width; lane += Lanes.Count)
            {
                sums += Vector512.Load(row + lane) & Vector512.Load(batch.Mask + lane);
            }

            return Lanes.Sum(sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float MaskedSquares(float* row, Batch batch, float scale, float mean)
    {
        unchecked
        {
            int width = batch.LanesInUse;
            Vector512<float> scales = Vector512.Create(scale);
            Vector512<float> minusMean = Vector512.Create(-mean);
            Vector512<float> squares = Vector512<float>.Zero;
            for (int lane = 0; lane < width; lane += Lanes.Count)
            {
                Vector512<float> centered = Vector512.FusedMultiplyAdd(Vector512.Load(row + lane), scales, minusMean);
                centered &= Vector512.Load(batch.Mask + lane);
                squares = Vector512.FusedMultiplyAdd(centered, centered, squares);
            }

            return Lanes.Sum(squares);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Apply(float* row, Batch batch, float scale, float mean, float inverse)
    {
        unchecked
        {
            int width = batch.LanesInUse;
            Vector512<float> scales = Vector512.Create(scale);
            Vector512<float> minusMean = Vector512.Create(-mean);
            Vector512<float> inverses = Vector512.Create(inverse);
            for (int lane = 0; lane < width; lane += Lanes.Count)
            {
                (Vector512.FusedMultiplyAdd(Vector512.Load(row + lane), scales, minusMean) * inverses).Store(row + lane);
            }
        }
    }
}
