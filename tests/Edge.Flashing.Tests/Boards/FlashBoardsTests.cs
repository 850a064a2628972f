using Edge.Flashing.Boards;

namespace Edge.Flashing.Tests.Boards;

public class FlashBoardsTests
{
    [Fact]
    public void Boards_HavePinsInTheFirmwaresTable() =>
        Assert.All(FlashBoards.All, board => Assert.InRange(board.Pins.ReceivePin, 1, 48));

    [Fact]
    public void Partitions_LieWithinTheFlash() =>
        Assert.All(FlashBoards.All, board => Assert.All(board.PartitionBytes, size => Assert.InRange(board.DeploymentAddress + size.Value, 0, size.Key << 20)));

    [Theory]
    [InlineData("ESP32_REV3", "GPIO17 to the adapter's RX, GPIO16 to its TX")]
    [InlineData("esp32_psram_rev3", "GPIO33 to the adapter's RX, GPIO32 to its TX")]
    [InlineData("ESP_WROVER_KIT", "GPIO33 to the adapter's RX, GPIO32 to its TX")]
    [InlineData("ESP32_S3_OCTAL", "GPIO17 to the adapter's RX, GPIO18 to its TX")]
    public void Wiring_NamesTheFirmwaresPins(string target, string wiring) =>
        Assert.StartsWith(wiring, FlashBoards.Find(target)!.Wiring, StringComparison.Ordinal);
}
