using System.Text.Json;
using System.Text.RegularExpressions;
using Edge.Core.Models;
using Edge.Emulator.Metering;
using Edge.Emulator.Tests.Parts;

namespace Edge.Emulator.Tests.Profiling;

/// <summary>Counts by layer: nothing is lost, nothing is added, and each layer gets its own.</summary>
public partial class LayerCountsTests
{
    private const int Rows = 640;

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Sections_AddUpToAllInstructions(int bits)
    {
        Counted counted = Run(Model(bits, 10, 8, 6));
        Counted plain = Run(Model(bits, 10, 8, 6), "on");

        Assert.Equal(counted.Total, counted.Sections.Values.Sum(classes => classes.Sum()));
        Assert.Equal(plain.Total, counted.Total);
        Assert.All(Enumerable.Range(0, bits == 1 ? 1 : 4), layer => Assert.True(counted.Of("layer", layer) > Rows, $"layer {layer}"));
        Assert.All(["softmax", "packing", "framing"], section => Assert.True(counted.Of(section, -1) > 0, section));
        Assert.All(counted.Sections.Keys, key => Assert.InRange(key.Layer, key.Section == "layer" ? 0 : -1, key.Section == "layer" ? 3 : -1));
    }

    [Fact]
    public void AWiderLayer_ChangesItselfAndTheNext()
    {
        Counted narrow = Run(Model(8, 10, 8, 6));
        Counted wide = Run(Model(8, 10, 40, 6));

        Assert.Equal(narrow.Of("layer", 0), wide.Of("layer", 0));
        Assert.True(wide.Of("layer", 1) > 1.5 * narrow.Of("layer", 1));
        Assert.True(wide.Of("layer", 2) > 1.2 * narrow.Of("layer", 2));

        // As wide as before, but other codes come in: searches and comparisons end elsewhere.
        Assert.InRange(wide.Of("layer", 3), 0.9 * narrow.Of("layer", 3), 1.1 * narrow.Of("layer", 3));
        Assert.InRange(wide.Of("softmax", -1), 0.9 * narrow.Of("softmax", -1), 1.1 * narrow.Of("softmax", -1));
    }

    [Fact]
    public void WithoutLayers_ThereIsNoProfile()
    {
        using EmulatorHost emulator = EmulatorHost.Start("--meter", "on");
        emulator.Command("profile");
        emulator.CloseInput();

        Assert.Equal(0, emulator.WaitForExit());
        Assert.Contains("there is no profile without --meter layers", emulator.Errors());
    }

    [Fact]
    public void Boards_AreListedWithTheirHeaps()
    {
        using EmulatorHost emulator = EmulatorHost.Launch("--boards");

        Assert.Equal(0, emulator.WaitForExit());
        using JsonDocument boards = JsonDocument.Parse(emulator.Output());
        Assert.Equal("ESP32_REV3", boards.RootElement[0].GetProperty("name").GetString());
        Assert.All(boards.RootElement.EnumerateArray(), board => Assert.True(board.GetProperty("heapBytes").GetInt64() > 40_000));
    }

    private static IntegerModel Model(int bits, int first, int second, int third) => bits == 1
        ? Models.Binary(3, 12, first, second, third, 2)
        : Models.EightBit(3, 1, 12, first, second, third, 2);

    /// <summary>What boot, a model and some rows of it take.</summary>
    private static Counted Run(IntegerModel model, string meter = "layers")
    {
        using EmulatorHost emulator = EmulatorHost.Start("--meter", meter);
        using PortAsker port = new(emulator.PortPath);
        DeviceClient device = new(port);
        ulong id = device.LoadModel(model);
        device.CountRows();
        byte[] codes = device.Run(id, DeviceClient.CountingSet, 0, Rows, Models.RowBytes(model));
        Assert.Equal(Models.Expected(model, Models.Counting(model), 0, Rows), codes);
        emulator.Command("meter");
        long total = long.Parse(Instructions().Match(emulator.ErrorLine("instructions")).Groups[1].Value);
        Dictionary<(string, int), long[]> sections = [];
        if (meter == "layers")
        {
            emulator.Command("profile");
            using JsonDocument profile = JsonDocument.Parse(emulator.OutputLine());
            foreach (JsonElement section in profile.RootElement.GetProperty("sections").EnumerateArray())
            {
                long[] classes = section.GetProperty("counts").Deserialize<long[]>()!;
                Assert.Equal(InstructionClasses.Count, classes.Length);
                sections.Add((section.GetProperty("section").GetString()!, section.GetProperty("layer").GetInt32()), classes);
            }
        }

        return new Counted(total, sections);
    }

    [GeneratedRegex("([0-9]+) instructions")]
    private static partial Regex Instructions();

    private sealed record Counted(long Total, Dictionary<(string Section, int Layer), long[]> Sections)
    {
        public long Of(string section, int layer) => Sections[(section, layer)].Sum();
    }
}
