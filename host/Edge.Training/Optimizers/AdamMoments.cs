using Edge.Training.Numerics;

namespace Edge.Training.Optimizers;

/// <summary>The moving averages that Adam keeps of one tensor's gradients.</summary>
public sealed class AdamMoments
{
    /// <summary>Zeros.</summary>
    public AdamMoments(int length)
    {
        First = new AlignedBuffer(length);
        Second = new AlignedBuffer(length);
    }

    /// <summary>m: of the gradients.</summary>
    public AlignedBuffer First { get; }

    /// <summary>v: of their squares.</summary>
    public AlignedBuffer Second { get; }
}
