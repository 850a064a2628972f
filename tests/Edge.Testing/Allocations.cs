namespace Edge.Testing;

/// <summary>What code allocates on .NET's heap.</summary>
public static class Allocations
{
    private const int Tries = 20;

    /// <summary>
    /// Bytes that an action allocates on this thread, the least of some tries: a collection that another thread causes in between gives this
    /// thread's share of memory back, and the rest of that share, up to some kilobytes, is then counted as allocated.
    /// </summary>
    /// <param name="action">Run up to 20 times; it should have run once before.</param>
    public static long Of(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        long least = long.MaxValue;
        for (int i = 0; i < Tries && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
