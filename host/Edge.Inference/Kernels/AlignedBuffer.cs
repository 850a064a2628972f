namespace Edge.Inference.Kernels;

/// <summary>Memory that does not move and begins on a cache line, so that kernels may hold a plain pointer to it.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;
    private readonly byte[] array;

    public AlignedBuffer(long bytes)
    {
        array = GC.AllocateArray<byte>(checked((int)bytes + Alignment), pinned: true);
        nint start = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref array[0]);
        Pointer = (byte*)((start + Alignment - 1) & -Alignment);
    }

    /// <summary>First byte; valid as long as this object is reachable (GC.KeepAlive after the last use).</summary>
    public byte* Pointer { get; }
}
