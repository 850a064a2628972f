using Edge.Emulator.Metering;

namespace Edge.Emulator.Profiling;

/// <summary>Divides what a meter counts among layers: firmware loaded for it says which layer it turns to.</summary>
public sealed class LayerCounts
{
    private const int NoLayer = -1;

    private readonly Meter meter;
    private readonly List<long[]> byPlace = [];
    private readonly long[] seen;
    private int current = NoLayer;

    internal LayerCounts(Meter meter)
    {
        this.meter = meter;
        seen = new long[meter.Counts.Length];
    }

    /// <summary>What runs from now on belongs to a layer, from 0, or with -1 to none.</summary>
    internal void Enter(int layer)
    {
        if (layer != current)
        {
            Settle();
            current = layer;
        }
    }

    /// <summary>Instructions of every class by section and layer (-1 where the section is not <see cref="Section.Layer"/>).</summary>
    public SortedDictionary<(Section Section, int Layer), long[]> Read()
    {
        Settle();
        SortedDictionary<(Section, int), long[]> sections = [];
        for (int place = 0; place < byPlace.Count; place++)
        {
            int layer = place - 1;
            for (int i = 0; i < seen.Length; i++)
            {
                if (byPlace[place][i] != 0)
                {
                    Counter counter = meter.Counters[i];
                    Add(sections, Sections.Of(counter.Method, layer), counter.Classes, byPlace[place][i]);
                }
            }
        }

        return sections;
    }

    private static void Add(SortedDictionary<(Section, int), long[]> sections, (Section, int) key, long[] classes, long times)
    {
        if (!sections.TryGetValue(key, out long[]? sums))
        {
            sections.Add(key, sums = new long[classes.Length]);
        }

        for (int c = 0; c < classes.Length; c++)
        {
            sums[c] += classes[c] * times;
        }
    }

    /// <summary>Gives what was counted since the last call to the place that the firmware is at.</summary>
    private void Settle()
    {
        int place = current + 1;
        while (byPlace.Count <= place)
        {
            byPlace.Add(new long[seen.Length]);
        }

        ReadOnlySpan<long> counts = meter.Counts;
        long[] sums = byPlace[place];
        for (int i = 0; i < seen.Length; i++)
        {
            sums[i] += counts[i] - seen[i];
            seen[i] = counts[i];
        }
    }
}
