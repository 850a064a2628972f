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
    private const int Tile = 4;

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
            for (int n = 0; n < neurons; n += Tile)
            {
                (MaskedSums(z.Pointer, n, neurons, batch) * Vector128.Create(scale) * Vector128.Create(perRow)).Store(means.Pointer + n);
            }

            for (int n = 0; n < neurons; n += Tile)
            {
                (MaskedSquares(z.Pointer, n, neurons, batch, scale, means.Pointer) * Vector128.Create(perRow)).Store(inverseDeviations.Pointer + n);
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
            int neurons = shiftGradients.Length;
            for (int n = 0; n < neurons; n += 2)
            {
                // Two sums of two neurons fill the four that are folded together.
                float* dA = deltas.Pointer + (nint)n * batch.Stride;
                float* dB = Row(deltas.Pointer, n + 1, neurons, batch.Stride);
                float* xA = normalized.Pointer + (nint)n * batch.Stride;
                float* xB = Row(normalized.Pointer, n + 1, neurons, batch.Stride);
                Vector512<float> sumA = Vector512<float>.Zero;
                Vector512<float> sumB = Vector512<float>.Zero;
                Vector512<float> productA = Vector512<float>.Zero;
                Vector512<float> productB = Vector512<float>.Zero;
                for (nint lane = 0; lane < width; lane += Lanes.Count)
                {
                    Vector512<float> deltaA = Vector512.Load(dA + lane);
                    Vector512<float> deltaB = Vector512.Load(dB + lane);
                    sumA += deltaA;
                    sumB += deltaB;
                    productA = Vector512.FusedMultiplyAdd(deltaA, Vector512.Load(xA + lane), productA);
                    productB = Vector512.FusedMultiplyAdd(deltaB, Vector512.Load(xB + lane), productB);
                }

                Vector128<float> folded = Lanes.Sum(sumA, sumB, productA, productB);
                Vector128<float> slope = -(folded * perRow);
                shiftGradients.Pointer[n] = folded.ToScalar();
                slopes.Pointer[n] = slope.GetElement(2);
                if (n + 1 < neurons)
                {
                    shiftGradients.Pointer[n + 1] = folded.GetElement(1);
                    slopes.Pointer[n + 1] = slope.GetElement(3);
                }
            }

            float* xHat = normalized.Pointer;
            float* d = deltas.Pointer;
            float* mask = batch.Mask;
            for (int n = 0; n < neurons; n++, xHat += batch.Stride, d += batch.Stride)
            {
                Vector512<float> mean = Vector512.Create(shiftGradients.Pointer[n] * perRow);
                Vector512<float> slope = Vector512.Create(slopes.Pointer[n]);
                Vector512<float> inverse = Vector512.Create(inverseDeviations.Pointer[n]);
                for (nint lane = 0; lane < width; lane += Lanes.Count)
                {
                    Vector512<float> centered = Vector512.Load(d + lane) - mean;
                    Vector512<float> delta = Vector512.FusedMultiplyAdd(Vector512.Load(xHat + lane), slope, centered) * inverse;
                    (delta & Vector512.Load(mask + lane)).Store(d + lane);
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

    // Four neurons at a time, whose lanes are folded together; beyond the last one, it stands in for those missing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Row(float* first, int neuron, int neurons, int stride) =>
        unchecked(first + (nint)Math.Min(neuron, neurons - 1) * stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> MaskedSums(float* z, int n, int neurons, Batch batch)
    {
        unchecked
        {
            int width = batch.LanesInUse;
            float* a = Row(z, n, neurons, batch.Stride);
            float* b = Row(z, n + 1, neurons, batch.Stride);
            float* c = Row(z, n + 2, neurons, batch.Stride);
            float* d = Row(z, n + 3, neurons, batch.Stride);
            Vector512<float> sumA = Vector512<float>.Zero;
            Vector512<float> sumB = Vector512<float>.Zero;
            Vector512<float> sumC = Vector512<float>.Zero;
            Vector512<float> sumD = Vector512<float>.Zero;
            float* masks = batch.Mask;
            for (nint lane = 0; lane < width; lane += Lanes.Count)
            {
                Vector512<float> mask = Vector512.Load(masks + lane);
                sumA += Vector512.Load(a + lane) & mask;
                sumB += Vector512.Load(b + lane) & mask;
                sumC += Vector512.Load(c + lane) & mask;
                sumD += Vector512.Load(d + lane) & mask;
            }

            return Lanes.Sum(sumA, sumB, sumC, sumD);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> MaskedSquares(float* z, int n, int neurons, Batch batch, float scale, float* means)
    {
        unchecked
        {
            int width = batch.LanesInUse;
            float* a = Row(z, n, neurons, batch.Stride);
            float* b = Row(z, n + 1, neurons, batch.Stride);
            float* c = Row(z, n + 2, neurons, batch.Stride);
            float* d = Row(z, n + 3, neurons, batch.Stride);
            Vector512<float> meanA = Vector512.Create(-means[n]);
            Vector512<float> meanB = Vector512.Create(-means[n + 1]);
            Vector512<float> meanC = Vector512.Create(-means[n + 2]);
            Vector512<float> meanD = Vector512.Create(-means[n + 3]);
            Vector512<float> sumA = Vector512<float>.Zero;
            Vector512<float> sumB = Vector512<float>.Zero;
            Vector512<float> sumC = Vector512<float>.Zero;
            Vector512<float> sumD = Vector512<float>.Zero;
            Vector512<float> scales = Vector512.Create(scale);
            float* masks = batch.Mask;
            for (nint lane = 0; lane < width; lane += Lanes.Count)
            {
                Vector512<float> mask = Vector512.Load(masks + lane);
                sumA = AddSquare(sumA, Vector512.Load(a + lane), scales, meanA, mask);
                sumB = AddSquare(sumB, Vector512.Load(b + lane), scales, meanB, mask);
                sumC = AddSquare(sumC, Vector512.Load(c + lane), scales, meanC, mask);
                sumD = AddSquare(sumD, Vector512.Load(d + lane), scales, meanD, mask);
            }

            return Lanes.Sum(sumA, sumB, sumC, sumD);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> AddSquare(
        Vector512<float> sum, Vector512<float> z, Vector512<float> scale, Vector512<float> minusMean, Vector512<float> mask)
    {
        Vector512<float> centered = Vector512.FusedMultiplyAdd(z, scale, minusMean) & mask;
        return Vector512.FusedMultiplyAdd(centered, centered, sum);
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
