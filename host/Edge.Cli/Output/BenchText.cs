using System.Globalization;
using Edge.Benching;

namespace Edge.Cli.Output;

/// <summary>What <c>edge bench</c> prints.</summary>
internal static class BenchText
{
    /// <summary>Writes a report as tables or as JSON.</summary>
    public static void Write(BenchReport report, bool json)
    {
        if (json)
        {
            Terminal.Json(report);
            return;
        }

        BenchMachine machine = report.Machine;
        Terminal.Line($"{machine.Processors} processors, {machine.Instructions}, {machine.Runtime}; one thread's multiply-add peak is {Number(machine.PeakGigaflops)} GFLOP/s");
        if (report.Results.Count > 0)
        {
            Terminal.Line("");
            var table = new TextTable("bench", "what", "measured", "unit", "reference", "measured", "times as fast");
            foreach (BenchResult result in report.Results)
            {
                table.Add(
                    result.Bench,
                    result.Name,
                    Number(result.Value),
                    result.Unit,
                    result.Reference ?? "none here",
                    result.ReferenceValue is double value ? Number(value) : "",
                    result.SpeedRatio is double ratio ? ratio.ToString("F2", CultureInfo.InvariantCulture) : "");
            }

            table.Write();
        }

        if (report.Growth.Count > 0)
        {
            Terminal.Line("");
            var table = new TextTable("growth by", "sizes", "seconds", "us for each", "seconds ~ size ^");
            foreach (Growth growth in report.Growth)
            {
                table.Add(
                    growth.By,
                    string.Join(" / ", growth.Sizes),
                    string.Join(" / ", growth.Seconds.Select(Number)),
                    string.Join(" / ", growth.MicrosecondsEach.Select(Number)),
                    growth.Exponent.ToString("F2", CultureInfo.InvariantCulture));
            }

            table.Write();
        }

        if (report.Engines.Count > 0)
        {
            Terminal.Line("");
            var table = new TextTable("network", "batch", "engine", "us a step", "times as fast", "steps compared", "losses differ by");
            foreach (EngineSpeed engine in report.Engines)
            {
                table.Add(
                    engine.Network,
                    engine.Batch.ToString(CultureInfo.InvariantCulture),
                    engine.Engine,
                    Number(engine.Microseconds),
                    Number(engine.SpeedRatio),
                    engine.Steps.ToString(CultureInfo.InvariantCulture),
                    engine.LossDeviation.ToString("0.0E+0", CultureInfo.InvariantCulture));
            }

            table.Write();
        }

        foreach (string note in report.Notes)
        {
            Terminal.Line(note);
        }
    }

    // Three digits.
    private static string Number(double value) => value >= 99.95 ? value.ToString("F0", CultureInfo.InvariantCulture)
        : value >= 9.995 ? value.ToString("F1", CultureInfo.InvariantCulture)
        : value >= 0.9995 ? value.ToString("F2", CultureInfo.InvariantCulture)
        : value.ToString("F3", CultureInfo.InvariantCulture);
}
