using System.Globalization;
using Edge.Experiments.Execution;

namespace Edge.Benchmarks;

/// <summary><c>dotnet run -c Release -- scaling</c>: tables of what an epoch costs, and how costs grow, for host/Edge.Experiments/README.md.</summary>
internal static class Scaling
{
    private static readonly string[] Presets = ["lorenzen-szt-tanh", "lorenzen-szt-relu", "raj-szt"];

    public static void Print()
    {
        Line("| network | rows | train | freeze | codes | information | record | epoch | ns per row |");
        Line("|---|---|---|---|---|---|---|---|---|");
        foreach (string preset in Presets)
        {
            for (int rows = 1024; rows <= 32768; rows *= 2)
            {
                EpochCost cost = CostScaling.OverRows(preset, rows, rows <= 8192 ? 1000 : 300);
                Line($"| {preset} | {rows} | {cost.Train:F0} | {cost.Freeze:F1} | {cost.Codes:F1} | {cost.Information:F1} | {cost.Record:F2} | {cost.Total:F0} | {1000 * cost.Total / rows:F0} |");
            }
        }

        Line("");
        Line("| network | runs | epochs | processor, s | us per run and epoch |");
        Line("|---|---|---|---|---|");
        foreach ((int runs, int epochs) in new[] { (1, 1000), (2, 1000), (4, 1000), (8, 1000), (2, 2000), (2, 4000), (2, 8000) })
        {
            (double processor, _) = CostScaling.Whole(Presets[0], runs, epochs, 1, Path.Combine(Path.GetTempPath(), $"edge-scaling-{Environment.ProcessId}"));
            Line($"| {Presets[0]} | {runs} | {epochs} | {processor:F2} | {1e6 * processor / runs / epochs:F0} |");
        }
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Line(string text) => Console.WriteLine(text);
}
