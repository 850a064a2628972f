using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Devices.Profiling;
using Edge.Devices.Tests.Support;
using Edge.Inference;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Profiling;

/// <summary>Profiles of the real firmware in the real emulator, and boards measured against them.</summary>
public class ModelProfilerTests
{
    private static readonly IReadOnlyList<EmulatorBoard> Boards = EmulatorBoards.List(BuiltEmulator.Options);
    private static readonly IntegerModel Small = Networks.Binary(1, 12, 10, 8, 6, 4, 2, 2);

    [Fact]
    public void Profile_HasEveryLayerAndTheRest()
    {
        ModelProfile profile = Profile(Small, InputSet.Counting(12));

        Assert.Equal(
            ["dense1", "dense2", "dense3", "dense4", "dense5", "logits", "softmax", "packing", "framing"], profile.Parts.Select(part => part.Name));
        Assert.All(profile.Parts, part => Assert.True(part.Instructions >= 0, part.Name));
        Assert.All(["dense1", "packing", "framing"], name => Assert.True(profile.Parts.Single(part => part.Name == name).Instructions > 1, name));
        Assert.Equal(profile.HeapBytes, profile.Parts.Sum(part => part.HeapBytes));
        Assert.All(profile.Parts.SkipLast(1), part => Assert.True(part.HeapBytes > 0, part.Name));
        Assert.Equal(0, profile.Parts[^1].HeapBytes);
        Assert.Equal(profile.BytesIn + profile.BytesOut, profile.Parts.Sum(part => part.WireBytes), 1e-9);
        Assert.Equal(10 / 8.0, profile.Parts[0].WireBytes);
        Assert.Equal(profile.ContentBytes, profile.Parts.Sum(part => part.FlashBytes));
        Assert.Equal(ModelContentWriter.Write(Small).Length, profile.ContentBytes);
        Assert.InRange(profile.BytesOut, (Small.RecordedBitsPerRow() + 7) / 8, 3 * Small.RecordedBitsPerRow() / 8.0);
        Assert.InRange(profile.RowsPerSecond(115_200).Most, profile.RowsPerSecond(115_200).Least, profile.RowsPerSecond(921_600).Most);
    }

    [Fact]
    public void Profile_IsTheSameEveryTime()
    {
        IntegerModel model = Networks.Quantized(2, 8, 8, 12, 10, 7, 2);
        ModelProfile first = Profile(model, InputSet.Counting(12));
        ModelProfile second = Profile(model, InputSet.Counting(12));

        Assert.Equal(first.Parts.Select(part => part.Counts), second.Parts.Select(part => part.Counts));
        Assert.Equal(first.Computing, second.Computing);
        Assert.Equal((first.BytesIn, first.BytesOut), (second.BytesIn, second.BytesOut));
    }

    [Fact]
    public void TheFirmwaresClock_SeesAllButFraming()
    {
        ModelProfile profile = Profile(Small, InputSet.Counting(12));
        double counted = profile.Parts.SkipLast(1).Sum(part => profile.Times.Microseconds(part.Counts).Value);

        Assert.InRange(profile.Times.Microseconds(profile.Computing).Value, 0.9 * counted, 2 * counted);
    }

    [Fact]
    public void InputsThatAreSent_CountOnTheWireAndAsFraming()
    {
        IntegerModel model = Networks.Quantized(3, 4, 4, 90, 20, 3);
        ModelProfile profile = Profile(model, Expected.Random(3, model.Input, 300));

        Assert.Equal(300, profile.Rows);
        Assert.InRange(profile.BytesIn, 12, 16);
        Assert.True(profile.Parts[^1].Instructions > 20 * profile.BytesIn);
        Assert.InRange(profile.Parts[^1].WireBytes, profile.BytesIn, profile.BytesIn + profile.BytesOut);

        // The board holds the inputs of some rows at a time, 45 bytes each.
        int held = profile.Parts[^1].HeapBytes;
        Assert.InRange(held, BoardHeap.ArrayBytes(45, 1), BoardHeap.ArrayBytes(300 * 45, 1));
        Assert.Contains(held, Enumerable.Range(1, 300).Select(rows => BoardHeap.ArrayBytes(rows * 45, 1)));
    }

    [Fact]
    public void AModelThatDoesNotFit_IsRefusedWithBytesAndBoards()
    {
        IntegerModel model = Networks.Quantized(4, 8, 8, 12, 400, 400, 2);
        DeviceException refused = Assert.Throws<DeviceException>(() => Profile(model, InputSet.Counting(12)));

        Assert.Matches(@"^m\.edge takes \d+ bytes of heap, ESP32_REV3 has \d+ free: \d+ too many; these boards would do: .*ESP32_PSRAM_REV3", refused.Message);
        Assert.DoesNotContain("ESP32_PICO", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("esp32-rev3", "ESP32_REV3")]
    [InlineData("ESP32_PSRAM_REV0", "ESP32_PSRAM_REV0")]
    [InlineData("esp32-psram", "ESP32_PSRAM_REV3")]
    [InlineData("esp32", "ESP32_REV3")]
    [InlineData(null, "ESP32_REV3")]
    public void Boards_AreFoundInEitherSpelling(string? name, string board) => Assert.Equal(board, EmulatorBoards.Find(Boards, name).Name);

    [Theory]
    [InlineData("esp32-rev4", "esp32-rev3")]
    [InlineData("esp32-psrm", "esp32-psram")]
    public void AnUnknownBoard_GetsTheNearestName(string name, string nearest) => Assert.Equal(
        $"no board is called '{name}'; did you mean '{nearest}'?",
        Assert.Throws<DeviceException>(() => EmulatorBoards.Find(Boards, name)).Message);

    [LinuxFact]
    public void Calibration_AgainstKnownTimes_NarrowsToThem()
    {
        InputSet inputs = InputSet.Counting(12);
        ModelProfile profile = Profile(Small, inputs);
        uint known = (uint)(1.4 * profile.Times.Microseconds(profile.Computing).Value);
        using DeviceStandIn board = new DeviceStandIn { MicrosecondsPerRow = known }.Start();
        List<string> notices = [];
        BoardMeasurement measured = BoardCalibrator.Measure(
            board.Terminal.Path, 921_600, Small, inputs, profile, notices.Add, CancellationToken.None);

        Assert.Equal(2, notices.Count);
        Assert.Contains("is a board stand-in; it is taken for ESP32_REV3", notices[0], StringComparison.Ordinal);
        Assert.Contains("runs firmware 0.2.3, counted was ", notices[1], StringComparison.Ordinal);
        Assert.Equal(known, measured.Microseconds);
        Assert.Equal(90_000, measured.FreeHeap);
        InstructionTimes narrowed = new(profile.Times.UnitsPerSecond, profile.Times.Classes, [measured]);
        CostRange after = narrowed.Microseconds(profile.Computing);
        Assert.Equal(known, after.Value, 0.001);
        Assert.InRange(after.Most / after.Least, 1, 1.03);

        // What was not measured is narrower too.
        CostRange before = profile.Times.Microseconds(profile.WholeRow);
        CostRange row = narrowed.Microseconds(profile.WholeRow);
        Assert.True(row.Most / row.Least < 0.4 * before.Most / before.Least, $"{row} from {before}");
        Assert.InRange(row.Value, 1.2 * before.Value, 1.6 * before.Value);
    }

    private static ModelProfile Profile(IntegerModel model, InputSet inputs) =>
        ModelProfiler.Run(model, "m.edge", inputs, EmulatorBoards.Find(Boards, "esp32-rev3"), Boards, BuiltEmulator.Options, CancellationToken.None);
}
