using System.Runtime.InteropServices;
using Edge.Core.Inference;

namespace Edge.Emulator.Memory;

/// <summary>
/// The managed heap of one boot. What the firmware allocates is charged in the board's blocks (<see cref="BoardHeap"/>) and given back when
/// .NET's collector finds it dead, which is asked for only when the heap is full or the firmware asks what is free. Where a board's
/// collector would compact, nothing stands in the way here: the heap is never fragmented.
/// </summary>
public sealed class DeviceHeap : IDisposable
{
    /// <summary>Largest array's data in bytes.</summary>
    public const int LargestArrayBytes = 786_296;

    private readonly string board;
    private readonly List<Held> held = [];
    private long inUse;

    /// <summary>A heap as a boot finds it.</summary>
    /// <param name="board">Name of the board, for messages.</param>
    /// <param name="capacity">The heap in bytes.</param>
    /// <param name="baseline">What of it the runtime and static fields take from boot on, in bytes.</param>
    public DeviceHeap(string board, long capacity, long baseline)
    {
        this.board = board;
        Capacity = capacity;
        inUse = baseline;
    }

    /// <summary>The heap in bytes, the runtime's own share included.</summary>
    public long Capacity { get; }

    /// <summary>Bytes taken: the baseline, what lives, and what has died since the last collection.</summary>
    public long InUse => inUse;

    /// <summary>Bytes that are not taken.</summary>
    public long Free => Math.Max(0, Capacity - inUse);

    /// <summary>Bytes charged since the boot, the baseline not among them.</summary>
    public long Allocated { get; private set; }

    /// <summary>Objects charged since the boot.</summary>
    public long Objects { get; private set; }

    /// <summary>Makes sure that so many bytes are free, by a collection if need be.</summary>
    /// <exception cref="OutOfMemoryException">They are not free even then.</exception>
    public void Require(long bytes)
    {
        if (bytes <= Free)
        {
            return;
        }

        Collect();
        if (bytes > Free)
        {
            throw new OutOfMemoryException($"{bytes} bytes of heap are wanted and {Free} of {board}'s {Capacity} are free");
        }
    }

    /// <summary>Charges an object until it dies.</summary>
    /// <exception cref="OutOfMemoryException">The heap is full.</exception>
    public void Charge(object made, int bytes)
    {
        Require(bytes);
        held.Add(new Held(GCHandle.Alloc(made, GCHandleType.Weak), bytes));
        inUse += bytes;
        Allocated += bytes;
        Objects++;
    }

    /// <summary>Gives back what has died.</summary>
    public void Collect()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        int kept = 0;
        foreach (Held each in CollectionsMarshal.AsSpan(held))
        {
            if (each.Handle.Target is not null)
            {
                held[kept] = each;
                kept++;
                continue;
            }

            inUse -= each.Bytes;
            each.Handle.Free();
        }

        held.RemoveRange(kept, held.Count - kept);
    }

    /// <summary>Forgets everything: the boot is over.</summary>
    public void Dispose()
    {
        foreach (Held each in held)
        {
            each.Handle.Free();
        }

        held.Clear();
    }

    private readonly record struct Held(GCHandle Handle, int Bytes);
}
