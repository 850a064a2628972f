using Edge.Core.Models;
using Edge.Devices.Emulation;
using Edge.Devices.Recording;
using Edge.Devices.Session;
using Edge.Devices.Tests.Support;
using Edge.Inference;
using Edge.Information.Codes;
using Edge.Information.Files;
using Edge.Testing;
using Edge.Testing.Devices;
using Edge.Testing.Devices.Faults;
using Xunit.Abstractions;

namespace Edge.Devices.Tests.Faults;

/// <summary>
/// The real emulator behind a line where anything may happen, each alone and in mixtures by a seed: what is recorded are the host's codes,
/// each row once.
/// </summary>
public sealed class FaultMixtureTests : IClassFixture<FaultMixtureTests.Running>, IDisposable
{
    private static readonly IntegerModel Other = Networks.Binary(99, 12, 10, 8, 6, 4, 2);
    private readonly EmulatorProcess emulator;
    private readonly ITestOutputHelper output;
    private readonly TemporaryFolder folder = new();
    private readonly HostDevice host = new();

    public FaultMixtureTests(Running running, ITestOutputHelper output)
    {
        emulator = running.Emulator;
        this.output = output;
    }

    public static TheoryData<string> Kinds => [.. Alone.Keys];

    /// <summary>Every tenth frame overwritten is far more than any line does: it may take many attempts until a row comes.</summary>
    internal static SessionOptions Quick { get; } = new()
    {
        AnswerMilliseconds = 40, HelloPatienceMilliseconds = 20_000, MostRestartsWithoutProgress = 30,
    };

    internal static Dictionary<string, FaultPlan> Alone { get; } = new()
    {
        ["flipped"] = new() { Flipped = 0.001 },
        ["dropped"] = new() { Dropped = 0.001 },
        ["doubled"] = new() { Doubled = 0.001 },
        ["cut"] = new() { Cut = 0.1 },
        ["replayed"] = new() { Replayed = 0.5 },
        ["delayed"] = new() { Delayed = 0.05 },
        ["overwritten"] = new() { Overwritten = 0.1 },
        ["reset"] = new() { ResetEvery = 60 },
    };

    public void Dispose()
    {
        folder.Dispose();
        host.Dispose();
    }

    [LinuxTheory]
    [MemberData(nameof(Kinds))]
    public void Record_OneKindOfFault_GivesTheHostsCodes(string kind)
    {
        using FaultInjector line = Line(Alone[kind], 1);
        (IntegerModel model, InputSet inputs) = Counting(1);
        for (int i = 0; i < 20 && line.Hits == 0; i++)
        {
            Record(line, model, inputs, 1, 0);
        }

        (model, inputs) = Block(2);
        Record(line, model, inputs, 2, 0);
        Assert.True(line.Hits > 0);
    }

    /// <summary>Every kind at a rate drawn by the seed, byte errors up to 1e-3 in all, a host that is killed and comes back.</summary>
    [LinuxTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Record_AnyMixture_GivesTheHostsCodes(int seed)
    {
        Random random = new(seed);
        FaultPlan plan = new()
        {
            Flipped = random.NextDouble() / 3000,
            Dropped = random.NextDouble() / 3000,
            Doubled = random.NextDouble() / 3000,
            Cut = random.NextDouble() / 20,
            Replayed = random.NextDouble() / 5,
            Delayed = random.NextDouble() / 50,
            Overwritten = random.NextDouble() / 50,
            ResetEvery = random.Next(100, 300),
        };
        using FaultInjector line = Line(plan, seed);
        (IntegerModel model, InputSet inputs) = Counting(seed);
        Record(line, model, inputs, seed, 3);
        (model, inputs) = Block(seed);
        Record(line, model, inputs, seed, 2);
        Assert.True(line.Hits > 10);
    }

    private static (IntegerModel Model, InputSet Inputs) Counting(int seed) =>
        (Networks.Quantized(seed, 8, 8, 12, 10, 7, 5, 4, 3, 2), InputSet.Counting(12));

    private static (IntegerModel Model, InputSet Inputs) Block(int seed)
    {
        IntegerModel model = Networks.Quantized(seed, 2, 4, 90, 60, 3);
        return (model, Expected.Random(seed, model.Input, 700));
    }

    private FaultInjector Line(FaultPlan plan, int seed) => new(emulator.Port, plan, seed, emulator.Reset, OtherHost.Loading(Other));

    private void Record(FaultInjector line, IntegerModel model, InputSet inputs, int seed, int kills)
    {
        string path = folder.File($"{Guid.NewGuid():N}.edgecodes");
        CodeRows rows = new([.. Enumerable.Range(0, inputs.Rows).Select(row => row % 2)]);
        CodeOrigin origin = new() { Classes = 2 };
        Random random = new(seed);
        CodeTable? table = null;
        SessionCounters counters = new();
        while (table is null)
        {
            using SerialDevice device = SerialDevice.OpenPort(line.Path, Quick, CancellationToken.None);
            using NamedDevice named = new(device);
            using CancellationTokenSource killed = new();
            if (kills-- > 0)
            {
                killed.CancelAfter(random.Next(30, 300));
            }

            try
            {
                table = CodeRecorder.Record(named, model, inputs, rows, origin, path, 256, null, killed.Token);
            }
            catch (OperationCanceledException)
            {
                Tear(path + CodesRecording.PartialExtension, random);
            }

            counters = device.Counters!;
            output.WriteLine($"{counters}");
        }

        IReadOnlyList<CodeLayer> expected = host.Record(model, inputs, 0, inputs.Rows, null, CancellationToken.None);
        Assert.Equal(inputs.Rows, table.Rows.Count);
        Assert.Equal(expected.Count, table.Layers.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True(expected[i].Codes.Words.SequenceEqual(table.Layers[i].Codes.Words), $"codes of {expected[i].Name} differ");
        }

        Assert.False(File.Exists(path + CodesRecording.PartialExtension));
    }

    /// <summary>What a process leaves that is killed while it writes: the last bytes are not there, or not what they should be.</summary>
    private static void Tear(string journal, Random random)
    {
        byte[] bytes = File.ReadAllBytes(journal);
        int tail = random.Next(0, 100);
        int header = Math.Max(0, bytes.Length - tail);
        if (random.Next(2) == 0 && bytes.Length > 20_000)
        {
            random.NextBytes(bytes.AsSpan(header));
            File.WriteAllBytes(journal, bytes);
        }
        else if (bytes.Length > 20_000)
        {
            File.WriteAllBytes(journal, bytes[..header]);
        }
    }

    /// <summary>The line has another name each time, but a recording is of one device.</summary>
    private sealed class NamedDevice(SerialDevice device) : IDevice
    {
        public string Name => "line";

        public string Firmware => device.Firmware;

        public SessionCounters? Counters => device.Counters;

        public IReadOnlyList<CodeLayer> Record(
            IntegerModel model, InputSet inputs, int firstRow, int rows, IProgress<int>? progress, CancellationToken cancellation) =>
            device.Record(model, inputs, firstRow, rows, progress, cancellation);

        public int[][] Accumulators(IntegerModel model, InputSet inputs, int row, CancellationToken cancellation) =>
            device.Accumulators(model, inputs, row, cancellation);

        public void Dispose()
        {
        }
    }

    /// <summary>One emulator for all.</summary>
    public sealed class Running : IDisposable
    {
        internal EmulatorProcess Emulator { get; } = EmulatorProcess.Start(BuiltEmulator.Options, CancellationToken.None);

        public void Dispose() => Emulator.Dispose();
    }
}
