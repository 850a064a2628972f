using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>
/// Batch normalization without scale (Ioffe and Szegedy 2015, Algorithm 1 with gamma = 1): xHat = (a - mean) / sqrt(variance + epsilon), a = scale * accumulator. The
/// learned shift is added by whoever uses xHat.
/// </summary>
internal static unsafe class BatchNormalization
{
    /// <summary>Normalizes by the batch's own mean and biased variance, and moves the running ones.</summary>
    /// <param name="spec">Epsilon and momentum.</param>
    /// <param name="parameters">Running statistics, updated.</param>
    /// <param name="batch">Rows, blocks and mask.</param>
    /// <param name="scale">Of an accumulator.</param>
    /// <param name="z">Accumulators in, xHat out; [neurons][stride].</param>
    /// <param name="inverseDeviations">Receives 1 / sqrt(variance + epsilon), [neurons].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize(
        BatchNormSpec spec, LayerParameters parameters, Batch batch, float scale, AlignedBuffer z, AlignedBuffer inverseDeviations)
    {
        float momentum = (float)spec.Momentum;
        float rest = (float)(1 - spec.Momentum);
        float epsilon = (float)spec.Epsilon;
        float* row = z.Pointer;
        for (int n = 0; n < parameters.Offsets.Length; n++, row += batch.Stride)
        {
            float mean = MaskedSum(row, batch) * scale / batch.Rows;
            float variance = Center(row, batch, scale, mean) / batch.Rows;
            float inverse = 1 / MathF.Sqrt(variance + epsilon);
            Scale(row, batch, inverse);
            inverseDeviations.Pointer[n] = inverse;
            float* runningMean = parameters.RunningMeans.Pointer + n;
            float* runningVariance = parameters.RunningVariances.Pointer + n;
            *runningMean = momentum * *runningMean + rest * mean;
            *runningVariance = momentum * *runningVariance + rest * variance;
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
        Vector512<float> scales = Vector512.Create(scale);
        float* row = z.Pointer;
        for (int n = 0; n < parameters.Offsets.Length; n++, row += batch.Stride)
        {
            Vector512<float> mean = Vector512.Create(parameters.RunningMeans.Pointer[n]);
            double variance = Math.Max(parameters.RunningVariances.Pointer[n], 0.0) + spec.Epsilon;
            Vector512<float> inverse = Vector512.Create((float)(1 / Math.Sqrt(variance)));
            for (int lane = 0; lane < batch.Blocks * Lanes.Count; lane += Lanes.Count)
            {
                (Vector512.FusedMultiplyAdd(Vector512.Load(row + lane), scales, -mean) * inverse).Store(row + lane);
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        Batch batch, AlignedBuffer normalized, AlignedBuffer inverseDeviations, AlignedBuffer deltas, AlignedBuffer shiftGradients)
    {
        int width = batch.Blocks * Lanes.Count;
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

            float sum = Lanes.Sum(sums);
            shiftGradients.Pointer[n] = sum;
            Vector512<float> mean = Vector512.Create(sum / batch.Rows);
            Vector512<float> slope = Vector512.Create(-(Lanes.Sum(products) / batch.Rows));
            Vector512<float> inverse = Vector512.Create(inverseDeviations.Pointer[n]);
            for (int lane = 0; lane < width; lane += Lanes.Count)
            {
                Vector512<float> centered = Vector512.Load(d + lane) - mean;
                Vector512<float> delta = Vector512.FusedMultiplyAdd(Vector512.Load(xHat + lane), slope, centered) * inverse;
                (delta & Vector512.Load(batch.Mask + lane)).Store(d + lane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MaskedSum(float* row, Batch batch)
    {
        Vector512<float> sums = Vector512<float>.Zero;
        for (int lane = 0; lane < batch.Blocks * Lanes.Count; lane += Lanes.Count)
        {
            sums += Vector512.Load(row + lane) & Vector512.Load(batch.Mask + lane);
        }

        return Lanes.Sum(sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Center(float* row, Batch batch, float scale, float mean)
    {
        Vector512<float> scales = Vector512.Create(scale);
        Vector512<float> minusMean = Vector512.Create(-mean);
        Vector512<float> squares = Vector512<float>.Zero;
        for (int lane = 0; lane < batch.Blocks * Lanes.Count; lane += Lanes.Count)
        {
            Vector512<float> centered = Vector512.FusedMultiplyAdd(Vector512.Load(row + lane), scales, minusMean);
            centered.Store(row + lane);
            centered &= Vector512.Load(batch.Mask + lane);
            squares = Vector512.FusedMultiplyAdd(centered, centered, squares);
        }

        return Lanes.Sum(squares);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(float* row, Batch batch, float factor)
    {
        Vector512<float> factors = Vector512.Create(factor);
        for (int lane = 0; lane < batch.Blocks * Lanes.Count; lane += Lanes.Count)
        {
            (Vector512.Load(row + lane) * factors).Store(row + lane);
        }
    }
}
