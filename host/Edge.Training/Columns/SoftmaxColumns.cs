using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Data;
using Edge.Training.Evaluation;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Quantizers;

namespace Edge.Training.Columns;

/// <summary>Softmax of float logits on all rows: probabilities, their codes, losses and predictions.</summary>
internal sealed unsafe class SoftmaxColumns
{
    private readonly LayerColumns layer;
    private readonly ProbabilityRange range;
    private readonly AlignedBuffer losses;
    private readonly int[] labels;
    private readonly int[] predictions;

    /// <summary>Allocates for rows.</summary>
    /// <param name="rows">Rows with their labels.</param>
    /// <param name="layer">Logits in, probabilities out.</param>
    /// <param name="range">Bounds of the codes.</param>
    public SoftmaxColumns(LabeledRows rows, LayerColumns layer, ProbabilityRange range)
    {
        this.range = range;
        this.layer = layer;
        losses = new AlignedBuffer(layer.Stride);
        labels = new int[layer.Stride];
        rows.Labels.CopyTo(labels);
        predictions = new int[layer.Stride];
    }

    /// <summary>Most probable class of every row, the lowest index on ties.</summary>
    public ReadOnlySpan<int> Predictions => predictions.AsSpan(0, layer.Rows);

    /// <summary>Turns logits into probabilities and keys.</summary>
    /// <param name="codes">Scratch, [classes][stride].</param>
    public void Compute(uint* codes)
    {
        Probabilities();
        if (layer.Bits == FloatArithmeticSpec.FloatBits)
        {
            ColumnPacking.PackValues(layer);
            return;
        }

        FloatBounds bounds = range == ProbabilityRange.Unit ? new FloatBounds(0, 1) : layer.Bounds();
        Quantize(new FakeQuantizer(bounds.Lower, bounds.Upper, layer.Bits, nudge: false), codes);
        ColumnPacking.Pack(codes, layer);
    }

    /// <summary>Loss and accuracy of all rows.</summary>
    public FloatEvaluation All()
    {
        double loss = 0;
        int correct = 0;
        for (int row = 0; row < layer.Rows; row++)
        {
            loss += losses.Pointer[row];
            correct += predictions[row] == labels[row] ? 1 : 0;
        }

        return new FloatEvaluation(loss / layer.Rows, correct, layer.Rows);
    }

    /// <summary>Loss and accuracy of some rows.</summary>
    public FloatEvaluation Of(ReadOnlySpan<int> rows)
    {
        double loss = 0;
        int correct = 0;
        foreach (int row in rows)
        {
            loss += losses.Span[row];
            correct += predictions[row] == labels[row] ? 1 : 0;
        }

        return new FloatEvaluation(loss / rows.Length, correct, rows.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Probabilities()
    {
        unchecked
        {
            int stride = layer.Stride;
            fixed (int* labelAt = labels)
            fixed (int* predictionAt = predictions)
            {
                for (int lane = 0; lane < stride; lane += Lanes.Count)
                {
                    float* logits = layer.Buffer.Pointer + lane;
                    Vector512<int> label = Vector512.Load(labelAt + lane);
                    Vector512<float> largest = Vector512.Load(logits);
                    Vector512<int> best = Vector512<int>.Zero;
                    Vector512<float> own = largest;
                    for (int c = 1; c < layer.Width; c++)
                    {
                        Vector512<float> logit = Vector512.Load(logits + c * stride);
                        Vector512<float> larger = Vector512.GreaterThan(logit, largest);
                        best = Vector512.ConditionalSelect(larger.AsInt32(), Vector512.Create(c), best);
                        largest = Vector512.ConditionalSelect(larger, logit, largest);
                        own = Vector512.ConditionalSelect(Vector512.Equals(label, Vector512.Create(c)).AsSingle(), logit, own);
                    }

                    Vector512<float> sum = Vector512<float>.Zero;
                    for (int c = 0; c < layer.Width; c++)
                    {
                        Vector512<float> power = FloatMath.Exp(Vector512.Load(logits + c * stride) - largest);
                        sum += power;
                        power.Store(logits + c * stride);
                    }

                    for (int c = 0; c < layer.Width; c++)
                    {
                        (Vector512.Load(logits + c * stride) / sum).Store(logits + c * stride);
                    }

                    best.Store(predictionAt + lane);
                    (FloatMath.Log(sum) + (largest - own)).Store(losses.Pointer + lane);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Quantize(FakeQuantizer quantizer, uint* codes)
    {
        unchecked
        {
            FakeQuantizer q = quantizer;
            for (int i = 0; i < layer.Buffer.Padded; i += Lanes.Count)
            {
                Vector512.ConvertToInt32(q.Code(Vector512.Load(layer.Buffer.Pointer + i))).AsUInt32().Store(codes + i);
            }
        }
    }
}
