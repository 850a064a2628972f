using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>
/// Softmax cross-entropy on float logits: loss of a row = ln(sum over c of exp(l[c] - max)) + max - l[label], its derivative by l[c] = p[c]
/// - 1[c = label]. In nats.
/// </summary>
internal static unsafe class SoftmaxCrossEntropy
{
    /// <summary>Sum of the losses of a batch; the derivatives of the mean loss where wanted.</summary>
    /// <param name="batch">Rows, labels and mask.</param>
    /// <param name="logits">[classes][stride].</param>
    /// <param name="classes">Rows of logits.</param>
    /// <param name="deltas">Receives derivatives, 0 beyond the batch, [classes][stride]; null where only the loss is wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Compute(Batch batch, AlignedBuffer logits, int classes, AlignedBuffer? deltas)
    {
        unchecked
        {
            int width = batch.LanesInUse;
            Vector512<float> losses = Vector512<float>.Zero;
            Vector512<float> perRow = Vector512.Create(1f / batch.Rows);
            fixed (int* labels = batch.Labels)
            {
                for (int lane = 0; lane < width; lane += Lanes.Count)
                {
                    Vector512<float> mask = Vector512.Load(batch.Mask + lane);
                    Vector512<int> label = Vector512.Load(labels + lane);
                    float* to = deltas is null ? null : deltas.Pointer + lane;
                    losses += Lane(logits.Pointer + lane, batch.Stride, classes, label, mask, perRow, to);
                }
            }

            return Lanes.Sum(losses);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<float> Lane(
        float* logits, int stride, int classes, Vector512<int> label, Vector512<float> mask, Vector512<float> perRow, float* deltas)
    {
        unchecked
        {
            Vector512<float> largest = Vector512.Load(logits);
            for (int c = 1; c < classes; c++)
            {
                largest = Lanes.Larger(Vector512.Load(logits + c * stride), largest);
            }

            Vector512<float> sum = Vector512<float>.Zero;
            Vector512<float> own = Vector512<float>.Zero;
            for (int c = 0; c < classes; c++)
            {
                Vector512<float> logit = Vector512.Load(logits + c * stride);
                Vector512<float> power = FloatMath.Exp(logit - largest);
                sum += power;
                own = Vector512.ConditionalSelect(Vector512.Equals(label, Vector512.Create(c)).AsSingle(), logit, own);
                if (deltas != null)
                {
                    power.Store(deltas + c * stride);
                }
            }

            if (deltas != null)
            {
                Vector512<float> reciprocal = Vector512<float>.One / sum;
                for (int c = 0; c < classes; c++)
                {
                    Vector512<float> hit = Vector512<float>.One & Vector512.Equals(label, Vector512.Create(c)).AsSingle();
                    Vector512<float> p = Vector512.Load(deltas + c * stride) * reciprocal;
                    (((p - hit) * perRow) & mask).Store(deltas + c * stride);
                }
            }

            return (FloatMath.Log(sum) + (largest - own)) & mask;
        }
    }
}
