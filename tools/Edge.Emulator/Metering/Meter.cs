using System.Runtime.InteropServices;

namespace Edge.Emulator.Metering;

/// <summary>
/// Counts of the IL instructions that firmware has run, by class. A block counts when it is entered: of one that an exception leaves, the
/// rest counts too. What the base library does inside a call is not counted.
/// </summary>
public sealed class Meter
{
    /// <summary>The first word is not 0 while the firmware's attention is wanted; the counters follow.</summary>
    private const int FirstCounter = 1;

    private readonly Counter[] counters;
    private readonly long[][] weights = new long[InstructionClasses.Count][];
    private readonly long[] totals;
    private readonly long[] counts;

    internal Meter(Counter[] counters)
    {
        this.counters = counters;
        counts = GC.AllocateArray<long>(FirstCounter + counters.Length, pinned: true);
        for (int c = 0; c < weights.Length; c++)
        {
            weights[c] = [.. counters.Select(counter => counter.Classes[c])];
        }

        totals = [.. counters.Select(counter => counter.Classes.Sum())];
    }

    /// <summary>Address of the word for attention and of the counters, 64 bits each; they do not move while this object lives.</summary>
    internal long Address => Marshal.UnsafeAddrOfPinnedArrayElement(counts, 0);

    /// <summary>True while metered loops are to call for attention. May be set from any thread.</summary>
    internal bool WantsAttention
    {
        get => Volatile.Read(ref counts[0]) != 0;
        set => Volatile.Write(ref counts[0], value ? 1 : 0);
    }

    /// <summary>All instructions.</summary>
    public long Instructions => WeightedSum(totals);

    /// <summary>Instructions of a class.</summary>
    public long this[InstructionClass kind] => WeightedSum(weights[(int)kind]);

    /// <summary>How often each counter has counted; what it stands for is in <see cref="Counters"/>.</summary>
    internal ReadOnlySpan<long> Counts => counts.AsSpan(FirstCounter);

    /// <summary>What the counters stand for.</summary>
    internal IReadOnlyList<Counter> Counters => counters;

    /// <summary>Instructions by the full name of the method, of the methods that have run.</summary>
    public IReadOnlyDictionary<string, long> ByMethod()
    {
        Dictionary<string, long> methods = [];
        for (int i = 0; i < counters.Length; i++)
        {
            if (counts[FirstCounter + i] > 0)
            {
                methods[counters[i].Method] =
                    methods.GetValueOrDefault(counters[i].Method) + counts[FirstCounter + i] * totals[i];
            }
        }

        return methods;
    }

    /// <summary>Where a counter lies from <see cref="Address"/>, in bytes.</summary>
    internal static int OffsetOf(int counter) => (FirstCounter + counter) * sizeof(long);

    /// <summary>The sum over all counters of count times weight.</summary>
    /// <param name="perCount">Weight of one count, in the order of the counters.</param>
    internal long WeightedSum(long[] perCount)
    {
        long sum = 0;
        for (int i = 0; i < perCount.Length; i++)
        {
            sum += counts[FirstCounter + i] * perCount[i];
        }

        return sum;
    }

    /// <summary>Weights per count from the weight of one instruction of every class.</summary>
    internal long[] WeightsOf(IReadOnlyList<long> perInstruction) =>
        [.. counters.Select(counter => counter.Classes.Select((n, c) => n * perInstruction[c]).Sum())];
}
