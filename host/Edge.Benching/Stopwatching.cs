using System.Diagnostics;

namespace Edge.Benching;

/// <summary>
/// Times work and a reference by turns, so that both meet the same machine, and takes medians. Each turn lasts about a millisecond or one call.
/// </summary>
/// <param name="seconds">Time for one comparison, warming up included.</param>
internal sealed class Stopwatching(double seconds)
{
    private const double TurnSeconds = 1e-3;
    private const int LeastTurns = 5;

    /// <summary>Median seconds of a call of each.</summary>
    public double[] Medians(params Action[] works) => [.. Turns(works).Select(Median)];

    /// <summary>Least seconds of a call of each: what the machine can do where nothing else runs on it.</summary>
    public double[] Least(params Action[] works) => [.. Turns(works).Select(times => times.Min())];

    /// <summary>The middle value.</summary>
    public static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    /// <summary>Seconds of a call.</summary>
    public static double Time(Action work, int calls = 1)
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++)
        {
            work();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }

    private List<double>[] Turns(Action[] works)
    {
        int[] calls = Array.ConvertAll(works, work => Calls(work, seconds / 4 / works.Length));
        List<double>[] times = [.. works.Select(_ => new List<double>())];
        long start = Stopwatch.GetTimestamp();
        while (times[0].Count < LeastTurns || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds * 3 / 4)
        {
            for (int w = 0; w < works.Length; w++)
            {
                times[w].Add(Time(works[w], calls[w]));
            }
        }

        return times;
    }

    // Warms up and finds how many calls fill a turn.
    private static int Calls(Action work, double warmUp)
    {
        long start = Stopwatch.GetTimestamp();
        double least = double.MaxValue;
        do
        {
            least = Math.Min(least, Time(work));
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < warmUp);
        return (int)Math.Clamp(TurnSeconds / Math.Max(least, 1e-8), 1, 100_000);
    }
}
