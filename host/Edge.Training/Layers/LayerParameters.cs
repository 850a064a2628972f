using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>What training changes in one layer, apart from the optimizer's moments.</summary>
public sealed class LayerParameters
{
    /// <summary>Zeros, with running variances of 1.</summary>
    public LayerParameters(LayerPlan plan)
    {
        Weights = new AlignedBuffer(plan.Neurons * plan.Inputs);
        Offsets = new AlignedBuffer(plan.Neurons);
        int normalized = plan.BatchNorm is null ? 0 : plan.Neurons;
        RunningMeans = new AlignedBuffer(normalized);
        RunningVariances = new AlignedBuffer(normalized);
        RunningVariances.Span.Fill(1);
        Range = 1;
        Bounds = new AlignedBuffer(plan.HasMovingBounds ? 2 : 0);
        if (plan.HasMovingBounds)
        {
            Bounds.Span[0] = -FloatArithmeticSpec.MovingRangeStart;
            Bounds.Span[1] = FloatArithmeticSpec.MovingRangeStart;
        }
    }

    /// <summary>Latent weights, [neurons][inputs].</summary>
    public AlignedBuffer Weights { get; }

    /// <summary>The shift of batch normalization where there is one, else the bias; [neurons].</summary>
    public AlignedBuffer Offsets { get; }

    /// <summary>Running means of batch normalization, [neurons]; empty without.</summary>
    public AlignedBuffer RunningMeans { get; }

    /// <summary>Running (biased) variances of batch normalization, [neurons]; empty without.</summary>
    public AlignedBuffer RunningVariances { get; }

    /// <summary>Range of the output codes: 1 for fixed ranges, else the moving maximum.</summary>
    public float Range { get; set; }

    /// <summary>Least and largest activation where fake quantization has moving bounds, else empty.</summary>
    public AlignedBuffer Bounds { get; }
}
