using Edge.Emulator.Devices;
using Edge.Firmware.Boards;
using Edge.Flashing.Boards;

namespace Edge.Flashing.Tests.Boards;

public class FlashBoardsTests
{
    [Fact]
    public void Boards_HavePinsInTheFirmwaresTable_ThatNothingElseTakes() => Assert.All(KnownBoards.All, board =>
    {
        BoardPins pins = BoardTable.Find(board.Name);
        Assert.Empty(new[] { pins.ReceivePin, pins.TransmitPin }.Intersect(board.TakenPins));
    });

    [Fact]
    public void FirmwaresTable_HasNoLineForNoBoard() => Assert.Equal(
        BoardTable.All().Select(pins => pins.NamePart),
        BoardTable.All().Select(pins => pins.NamePart).Intersect(KnownBoards.All.Select(board => BoardTable.Find(board.Name).NamePart)));

    [Fact]
    public void Partitions_LieWithinTheFlash() =>
        Assert.All(FlashBoards.All, board => Assert.All(board.PartitionBytes, size => Assert.InRange(board.DeploymentAddress + size.Value, 0, size.Key << 20)));

    [Theory]
    [InlineData("README.md")]
    [InlineData("device/README.md")]
    public void Boards_StandInTheTable(string page)
    {
        string[] rows = [.. Repository.Text(page).Split('\n').Where(line => line.StartsWith("| ESP", StringComparison.Ordinal))];
        IEnumerable<string> named = rows.SelectMany(row => row.Split('|')[1].Split('(')[0].Split(',')).Select(name => name.Trim());
        Assert.Equal(FlashBoards.All.Select(board => board.Target), named);
    }

    [Fact]
    public void Partitions_StandInTheTable()
    {
        string page = Repository.Text("device/README.md");
        Assert.All(FlashBoards.All, board => Assert.Contains($"at 0x{board.DeploymentAddress:X} |", page, StringComparison.Ordinal));
        Assert.All(
            FlashBoards.All.SelectMany(board => board.PartitionBytes.Values),
            bytes => Assert.Contains($" {bytes / 1024} KB;", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ESP32_REV3", "GPIO17 to the adapter's RX, GPIO16 to its TX")]
    [InlineData("esp32_psram_rev3", "GPIO33 to the adapter's RX, GPIO32 to its TX")]
    [InlineData("ESP_WROVER_KIT", "GPIO33 to the adapter's RX, GPIO32 to its TX")]
    [InlineData("ESP32_S3_OCTAL", "GPIO17 to the adapter's RX, GPIO18 to its TX")]
    public void Wiring_NamesTheFirmwaresPins(string target, string wiring) =>
        Assert.StartsWith(wiring, FlashBoards.Find(target)!.Wiring, StringComparison.Ordinal);
}
