using Edge.Core.Models;
using Edge.Devices.Emulation;
using Edge.Devices.Tests.Session;
using Edge.Devices.Tests.Support;
using Edge.Inference;
using Edge.Testing.Devices;
using Edge.Testing.Devices.Faults;
using Xunit.Abstractions;

namespace Edge.Devices.Tests.Faults;

/// <summary>Counting on the real firmware behind a line where anything may happen: the histograms are those of the host's codes.</summary>
public sealed class CountingFaultTests(FaultMixtureTests.Running running, ITestOutputHelper output) : IClassFixture<FaultMixtureTests.Running>
{
    private static readonly IntegerModel Other = Networks.Binary(99, 12, 10, 8, 6, 4, 2);
    private readonly EmulatorProcess emulator = running.Emulator;

    public static TheoryData<string> Kinds => FaultMixtureTests.Kinds;

    [LinuxTheory]
    [MemberData(nameof(Kinds))]
    public void Count_OneKindOfFault_GivesTheHostsHistograms(string kind)
    {
        FaultPlan plan = FaultMixtureTests.Alone[kind];

        // A counting takes some twenty frames.
        Count(plan with { ResetEvery = plan.ResetEvery / 2 }, 1);
    }

    /// <summary>Every kind at a rate drawn by the seed, byte errors up to 1e-3 in all.</summary>
    [LinuxTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Count_AnyMixture_GivesTheHostsHistograms(int seed)
    {
        Random random = new(seed);
        Count(
            new FaultPlan
            {
                Flipped = random.NextDouble() / 3000,
                Dropped = random.NextDouble() / 3000,
                Doubled = random.NextDouble() / 3000,
                Cut = random.NextDouble() / 20,
                Replayed = random.NextDouble() / 5,
                Delayed = random.NextDouble() / 50,
                Overwritten = random.NextDouble() / 50,
                ResetEvery = random.Next(100, 300),
            },
            seed);
    }

    private void Count(FaultPlan plan, int seed)
    {
        using FaultInjector line = new(emulator.Port, plan, seed, emulator.Reset, OtherHost.Loading(Other));
        IntegerModel counting = Networks.Binary(seed, 12, 10, 8, 6, 4, 2);

        // Small, since what takes time is waiting for answers that are lost, and byte errors lose the more of them the more bytes there are.
        IntegerModel block = Networks.Quantized(seed, 2, 4, 40, 20, 3);
        for (int i = 0; i < 10 && (i == 0 || line.Hits == 0); i++)
        {
            Count(line, counting, InputSet.Counting(12), seed + i);
            Count(line, block, Expected.Random(seed, block.Input, 150), seed + i);
        }

        Assert.True(line.Hits > 0);
    }

    private void Count(FaultInjector line, IntegerModel model, InputSet inputs, int seed)
    {
        int[] labels = RowCounterTests.Labels(inputs.Rows, 3, seed);
        using SerialDevice device = SerialDevice.OpenPort(line.Path, FaultMixtureTests.Quick, CancellationToken.None);
        RowCounterTests.RequireEqual(model, inputs, labels, 3, device.Count(model, inputs, labels, 3, null, CancellationToken.None));
        output.WriteLine($"{device.Counters}");
    }
}
