namespace Edge.Training.Numerics;

/// <summary>
/// Floats that never move and begin at a multiple of 64 bytes, so that kernels may hold pointers to them. The memory is padded with zeros
/// to whole
/// vectors of 16; kernels may read and write the padding.
/// </summary>
public sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;
    private readonly float[] memory;
    private readonly int first;

    /// <summary>Allocates zeros.</summary>
    /// <param name="length">Floats, 0 or more.</param>
    public AlignedBuffer(int length)
    {
        Length = length;
        Padded = Lanes.RoundUp(length);
        memory = GC.AllocateArray<float>(Padded + Alignment / sizeof(float), pinned: true);
        fixed (float* start = memory)
        {
            nint misplaced = (nint)start & (Alignment - 1);
            first = misplaced == 0 ? 0 : (int)(Alignment - misplaced) / sizeof(float);
            Pointer = start + first;
        }
    }

    /// <summary>Number of floats.</summary>
    public int Length { get; }

    /// <summary>The floats, without padding.</summary>
    public Span<float> Span => memory.AsSpan(first, Length);

    /// <summary>Length rounded up to a multiple of 16.</summary>
    internal int Padded { get; }

    /// <summary>Address of the first float; valid as long as this object is reachable.</summary>
    internal float* Pointer { get; }
}
