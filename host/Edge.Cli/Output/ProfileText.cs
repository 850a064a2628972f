using System.Globalization;
using Edge.Devices.Profiling;

namespace Edge.Cli.Output;

/// <summary>A profile as a table, or as JSON.</summary>
/// <param name="model">The model's file.</param>
/// <param name="data">The data set whose rows were run.</param>
/// <param name="profile">What was counted.</param>
/// <param name="bauds">Speed of the line asked for.</param>
/// <param name="measured">What was measured just now; null where nothing was.</param>
/// <param name="used">Measurements that the times rest on.</param>
internal sealed class ProfileText(
    string model, string data, ModelProfile profile, int bauds, BoardMeasurement? measured, IReadOnlyList<BoardMeasurement> used)
{
    /// <summary>Flash for managed code of a board with 4 MB, in bytes (nanoFramework's partition table).</summary>
    private const int ManagedFlashBytes = 1792 * 1024;

    private static readonly int[] CommonBauds = [115_200, 921_600];

    /// <summary>Writes to standard output.</summary>
    public void Write(bool json)
    {
        if (json)
        {
            Terminal.Json(Structure());
            return;
        }

        Terminal.Line($"{model} on {profile.Board.Name}, {profile.Firmware}: per row, over the first {profile.Rows} rows of {data}");
        WriteParts();
        WriteLine();
        WriteMemory();
        WriteSource();
    }

    private IEnumerable<int> Bauds => CommonBauds.Append(bauds).Distinct().Order();

    private void WriteParts()
    {
        var table = new TextTable("layer", "instructions", "us", "least", "most", "wire us", "rows/s", "bound by", "heap bytes", "flash bytes");
        foreach (ProfilePart part in profile.Parts.Append(Whole))
        {
            CostRange time = profile.Times.Microseconds(part.Counts);
            double wire = ModelProfile.WireMicroseconds(part.WireBytes, bauds);
            table.Add(
                part.Name,
                Number(part.Instructions),
                Number(time.Value),
                Number(time.Least),
                Number(time.Most),
                Number(wire),
                time.Value + wire == 0 ? "" : Number(profile.RowsPerSecond(part, bauds).Value),
                BoundInAWord(time, wire),
                Count(part.HeapBytes),
                Count(part.FlashBytes));
        }

        table.Write();
    }

    /// <summary>All parts as one.</summary>
    private ProfilePart Whole =>
        new("whole row", profile.WholeRow, profile.BytesIn + profile.BytesOut, (int)profile.HeapBytes, profile.ContentBytes);

    private void WriteLine()
    {
        CostRange computing = profile.Times.Microseconds(profile.WholeRow);
        Terminal.Line($"on the wire per row: {Number(profile.BytesIn)} bytes in, {Number(profile.BytesOut)} bytes out");
        var table = new TextTable("baud", "wire us", "rows/s", "least", "most", "bound by");
        foreach (int speed in Bauds)
        {
            double wire = profile.WireMicroseconds(speed);
            CostRange rows = profile.RowsPerSecond(speed);
            table.Add(Count(speed), Number(wire), Number(rows.Value), Number(rows.Least), Number(rows.Most), Bound(computing, wire));
        }

        table.Write();
    }

    private void WriteMemory()
    {
        Terminal.Line($"heap: {profile.PeakHeapBytes} bytes at most, while the model is loaded; {profile.FreeHeapBytes} are free on {profile.Board.Name}");
        Terminal.Line(
            $"flash: the firmware assembly has {profile.FirmwareBytes} bytes, {profile.FirmwareCodeBytes} of them IL (its .pe is smaller), of {ManagedFlashBytes} for managed "
            + "code with 4 MB; a model that is sent takes none, one that is deployed with the firmware what the table says");
    }

    private void WriteSource()
    {
        if (measured is not null)
        {
            CostRange guess = profile.Times.Unmeasured.Microseconds(profile.Computing);
            Terminal.Line(
                $"measured on {measured.Device}: {Number(measured.Microseconds)} us per row of computing ({Number(measured.LeastMicroseconds)}..{Number(measured.MostMicroseconds)}), "
                + $"{measured.FreeHeap} bytes of heap free; expected {Number(guess.Least)}..{Number(guess.Most)}");
            if (measured.MostMicroseconds < guess.Least || measured.LeastMicroseconds > guess.Most)
            {
                Terminal.Note("edge: the board is outside the range expected; times now rest on what was measured alone");
            }
        }

        CostRange speed = UnitNanoseconds;
        Terminal.Line(
            $"time: {profile.Machine}; {Number(speed.Value)} ns per simple instruction ({Number(speed.Least)}..{Number(speed.Most)}), "
            + (used.Count == 0 ? "an estimate: --calibrate PORT measures a board" : $"narrowed by {used.Count} measurement{(used.Count == 1 ? "" : "s")} on {profile.Board.Name}"));
    }

    /// <summary>Nanoseconds of an instruction of the cheapest kind.</summary>
    private CostRange UnitNanoseconds
    {
        get
        {
            double[] one = new double[profile.Times.Classes.Count];
            one[0] = 1000;
            return profile.Times.Microseconds(one);
        }
    }

    private static string BoundInAWord(CostRange computing, double wire) =>
        computing.Most == 0 && wire == 0 ? "" : computing.Least >= wire ? "computing" : computing.Most <= wire ? "wire" : "either";

    private static string Bound(CostRange computing, double wire)
    {
        CostRange factor = computing.Over(wire);
        return factor.Least >= 1 ? $"computing, {Number(factor.Least)} to {Number(factor.Most)} times the wire"
            : factor.Most <= 1 ? $"the wire, {Number(1 / factor.Most)} to {Number(1 / factor.Least)} times the computing"
            : $"either: computing takes {Number(factor.Least)} to {Number(factor.Most)} times the wire";
    }

    private object Structure() => new
    {
        Model = model,
        Data = data,
        Board = profile.Board.Name,
        profile.Firmware,
        profile.Rows,
        Layers = profile.Parts.Select(Structure),
        WholeRow = Structure(Whole),
        Baud = bauds,
        profile.BytesIn,
        profile.BytesOut,
        Lines = Bauds.Select(speed => new
        {
            Baud = speed,
            WireMicroseconds = profile.WireMicroseconds(speed),
            RowsPerSecond = profile.RowsPerSecond(speed),
            ComputingOverWire = profile.Times.Microseconds(profile.WholeRow).Over(profile.WireMicroseconds(speed)),
        }),
        profile.PeakHeapBytes,
        profile.FreeHeapBytes,
        profile.FirmwareBytes,
        profile.FirmwareCodeBytes,
        NanosecondsPerSimpleInstruction = UnitNanoseconds,
        Measured = measured,
        Measurements = used.Count,
    };

    private object Structure(ProfilePart part)
    {
        CostRange time = profile.Times.Microseconds(part.Counts);
        double wire = ModelProfile.WireMicroseconds(part.WireBytes, bauds);
        return new
        {
            part.Name,
            part.Instructions,
            Classes = profile.Times.Classes.Zip(part.Counts, (cost, count) => (cost.Class, count)).ToDictionary(pair => pair.Class, pair => pair.count),
            Microseconds = time,
            part.WireBytes,
            WireMicroseconds = wire,
            RowsPerSecond = time.Least + wire > 0 ? profile.RowsPerSecond(part, bauds) : null,
            BoundBy = BoundInAWord(time, wire),
            part.HeapBytes,
            part.FlashBytes,
        };
    }

    private static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number with as many digits as mean something.</summary>
    private static string Number(double value) =>
        value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
