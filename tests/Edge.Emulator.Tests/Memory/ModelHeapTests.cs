using System.Globalization;
using System.Text.RegularExpressions;
using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Devices.Profiling;
using Edge.Devices.Session;
using Edge.Emulator.Devices;
using Edge.Emulator.Tests.Parts;

namespace Edge.Emulator.Tests.Memory;

/// <summary>What models take of the firmware's heap: what the library counts, what the host foresees, and nothing per row.</summary>
public class ModelHeapTests
{
    /// <summary>Odds and ends of loading that the host's figure leaves out, in bytes.</summary>
    private const int Slack = 200;

    public static TheoryData<string, int[]> Networks => new()
    {
        { "binary", [12, 10, 8, 6, 4, 2, 2] },
        { "binary", [30, 200, 130, 10] },
        { "eight", [12, 10, 7, 5, 4, 3, 2] },
        { "eight", [12, 150, 120, 10] },
        { "eight", [3, 1, 2] },
    };

    /// <summary>64 rows at a time and row by row.</summary>
    [Theory]
    [InlineData("binary", new[] { 12, 10, 8, 6, 4, 2, 2 }, true)]
    [InlineData("eight", new[] { 12, 10, 7, 5, 4, 3, 2 }, false)]
    [InlineData("binary", new[] { 30, 300, 10 }, false)]
    public void RowsOfARun_AllocateNothing(string kind, int[] widths, bool inBlocks)
    {
        IntegerModel model = Model(kind, widths);
        using EmulatorHost emulator = EmulatorHost.Start("--meter", "on");
        using PortAsker port = new(emulator.PortPath);
        DeviceClient device = new(port);
        uint free = device.Hello().U32(InfoBody.FreeHeap);
        Assert.Equal(inBlocks, new ModelMemory(model, DeviceClient.ContentOf(model).Length, free).InBlocks);
        ulong id = device.LoadModel(model);
        device.CountRows();

        device.Run(id, DeviceClient.CountingSet, 0, 1, Models.RowBytes(model));
        long first = Allocated(emulator);
        byte[] codes = device.Run(id, DeviceClient.CountingSet, 1, 999, Models.RowBytes(model));
        device.Stats();
        device.Hello();

        Assert.Equal(first, Allocated(emulator));
        Assert.Equal(Models.Expected(model, Models.Counting(model), 1, 999), codes);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void AModel_TakesWhatTheLibraryCounts(string kind, int[] widths)
    {
        IntegerModel model = Model(kind, widths);
        using EmulatorHost emulator = EmulatorHost.Start();
        using PortAsker port = new(emulator.PortPath);
        DeviceClient device = new(port);
        uint before = device.Hello().U32(InfoBody.FreeHeap);

        device.LoadModel(model);

        uint after = device.Stats().U32(StatsStateBody.FreeHeap);
        Assert.Equal(new ModelMemory(model, DeviceClient.ContentOf(model).Length, before).Whole, (int)(before - after));
    }

    /// <summary>Speed is bought with what is left over: where only the least heap is free, a model takes its least, and sends the same codes.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void AModel_TakesItsLeast_WhereNoMoreIsFree(string kind, int[] widths)
    {
        IntegerModel model = Model(kind, widths);
        long needed = LoadingMemory.Most(model, DeviceClient.ContentOf(model).Length);
        long heap = KnownBoards.RuntimeBytes + KnownBoards.FirmwareBytes + needed;
        using EmulatorHost emulator = EmulatorHost.Start("--heap", heap.ToString(CultureInfo.InvariantCulture));
        using PortAsker port = new(emulator.PortPath);
        DeviceClient device = new(port);
        uint before = device.Hello().U32(InfoBody.FreeHeap);

        ulong id = device.LoadModel(model);
        device.CountRows();

        uint after = device.Stats().U32(StatsStateBody.FreeHeap);
        Assert.True(before < HeapBudget.KeptFree + needed);
        Assert.Equal(Least(model), before - after);
        Assert.Equal(
            Models.Expected(model, Models.Counting(model), 0, 8), device.Run(id, DeviceClient.CountingSet, 0, 8, Models.RowBytes(model)));
    }

    /// <summary>With as much heap as the host says a model needs it is loaded; with little less it is not, and the device serves on.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void AModel_NeedsWhatTheHostSays(string kind, int[] widths)
    {
        IntegerModel model = Model(kind, widths);
        long needed = LoadingMemory.Most(model, DeviceClient.ContentOf(model).Length);
        long empty;
        using (EmulatorHost emulator = EmulatorHost.Start("--heap", "100000"))
        using (PortAsker port = new(emulator.PortPath))
        {
            empty = 100_000 - new DeviceClient(port).Hello().U32(InfoBody.FreeHeap);
        }

        Assert.Equal(1, Load(empty + needed + Slack).Last.U8(LoadStateBody.Complete));
        (Answer refused, DeviceHolds holds) = Load(empty + needed - Slack);
        Assert.Equal(ErrorCode.OutOfMemory, refused.Error().Code);
        Assert.Equal(needed - Slack, holds.FreeHeap);
        Assert.Equal((ErrorCode.NoModel, 0u), holds.Run.Error());

        (Answer Last, DeviceHolds Holds) Load(long heap)
        {
            using EmulatorHost emulator = EmulatorHost.Start("--heap", heap.ToString(CultureInfo.InvariantCulture));
            using PortAsker port = new(emulator.PortPath);
            DeviceClient device = new(port);
            (ulong id, Answer last) = device.LoadContent(DeviceClient.ContentOf(model));
            uint free = device.Hello().U32(InfoBody.FreeHeap);
            device.CountRows();
            return (last, new DeviceHolds(free, device.AskRun(id, DeviceClient.CountingSet, 0, 1)));
        }
    }

    [Fact]
    public void TheTableOfBoards_KnowsWhatTheFirmwareTakes()
    {
        using EmulatorHost emulator = EmulatorHost.Start();
        using PortAsker port = new(emulator.PortPath);

        long free = new DeviceClient(port).Hello().U32(InfoBody.FreeHeap);

        long usual = Edge.Emulator.Devices.KnownBoards.UsuallyFree(KnownBoards.Find("ESP32_REV3")!);
        Assert.InRange(free - usual, 0, 1000);
    }

    [Fact]
    public void AReset_EmptiesTheHeap()
    {
        using EmulatorHost emulator = EmulatorHost.Start();
        using PortAsker port = new(emulator.PortPath);
        DeviceClient device = new(port);
        string empty = State(emulator);
        device.LoadModel(Model("eight", [12, 150, 120, 10]));
        Assert.NotEqual(empty, State(emulator));

        emulator.Reset();
        emulator.ErrorLine("listens on");

        Assert.Equal(empty, State(emulator));
    }

    private static long Least(IntegerModel model) =>
        new DeviceInference(model).HeapBytes() + BoardHeap.ArrayBytes(Models.RowBytes(model), 1);

    private static IntegerModel Model(string kind, int[] widths) =>
        kind == "binary" ? Models.Binary(1, widths) : Models.EightBit(2, 1, widths);

    private static long Allocated(EmulatorHost emulator) => long.Parse(
        Regex.Match(State(emulator), "heap: ([0-9]+) bytes allocated").Groups[1].Value, CultureInfo.InvariantCulture);

    private static string State(EmulatorHost emulator)
    {
        emulator.Command("heap");
        return emulator.ErrorLine("heap: ");
    }

    private sealed record DeviceHolds(long FreeHeap, Answer Run);
}
