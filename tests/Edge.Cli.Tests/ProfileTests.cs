using System.Globalization;
using System.Text.Json;
using Edge.Cli.Tests.Support;
using Edge.Testing;
using Edge.Testing.Devices;

namespace Edge.Cli.Tests;

/// <summary><c>edge profile</c>, through the program: the table, the numbers behind it, a board measured, and what is refused.</summary>
public sealed class ProfileTests : IClassFixture<ProfileTests.Frozen>
{
    private readonly Frozen frozen;

    public ProfileTests(Frozen frozen) => this.frozen = frozen;

    [Fact]
    public void TableAndJson_SayTheSame()
    {
        EdgeProcess table = Run("profile", "model.edge", "--data", "szt", "--board", "esp32-rev3", "--baud", "230400");
        Assert.True(table.ExitCode == 0, table.Error);
        Assert.StartsWith("model.edge on ESP32_REV3, Edge.Firmware ", table.Output, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(Run("profile", "model.edge", "--board", "ESP32_REV3", "--baud", "230400", "--json").Output);
        JsonElement[] layers = [.. json.RootElement.GetProperty("layers").EnumerateArray()];
        Assert.Equal(["dense1", "dense2", "logits", "softmax", "packing", "framing"], layers.Select(layer => layer.GetProperty("name").GetString()));
        foreach (JsonElement layer in layers.SkipLast(1))
        {
            string[] cells = Cells(table, layer.GetProperty("name").GetString()!);
            Assert.Equal(layer.GetProperty("instructions").GetDouble(), double.Parse(cells[1], CultureInfo.InvariantCulture), 0.5);
            Assert.Equal(layer.GetProperty("wire_microseconds").GetDouble(), double.Parse(cells[5], CultureInfo.InvariantCulture), 0.5);
            Assert.Equal(
                layer.GetProperty("rows_per_second").GetProperty("value").GetDouble(), double.Parse(cells[6], CultureInfo.InvariantCulture), 0.5);
            Assert.Equal(layer.GetProperty("bound_by").GetString(), cells[7]);
            Assert.Equal($"{layer.GetProperty("heap_bytes").GetInt64()}", cells[8]);
            Assert.Equal($"{layer.GetProperty("flash_bytes").GetInt64()}", cells[9]);
        }

        JsonElement row = json.RootElement.GetProperty("whole_row").GetProperty("microseconds");
        Assert.InRange(row.GetProperty("value").GetDouble(), row.GetProperty("least").GetDouble(), row.GetProperty("most").GetDouble());
        JsonElement[] lines = [.. json.RootElement.GetProperty("lines").EnumerateArray()];
        Assert.Equal([115_200, 230_400, 921_600], lines.Select(line => line.GetProperty("baud").GetInt32()));
        Assert.Equal(
            lines[0].GetProperty("wire_microseconds").GetDouble(), 8 * lines[2].GetProperty("wire_microseconds").GetDouble(), 0.001);
        Assert.All(["115200", "230400", "921600"], speed => Assert.Contains("computing", string.Join(' ', Cells(table, speed)), StringComparison.Ordinal));
    }

    [LinuxFact]
    public void ACalibratedBoard_NarrowsThisAndLaterProfiles()
    {
        using TemporaryFolder folder = new();
        double before = Spread(Run("profile", "model.edge", "--json"));
        using DeviceStandIn board = new DeviceStandIn { MicrosecondsPerRow = 5000 }.Start();
        string file = folder.File("boards.json");

        EdgeProcess measured = Run("profile", "model.edge", "--calibrate", board.Terminal.Path, "--calibration", file);

        Assert.True(measured.ExitCode == 0, measured.Error);
        Assert.Contains($"measured on {board.Terminal.Path}, stand-in, firmware 0.2.3: 5000 us per row", measured.Output, StringComparison.Ordinal);
        Assert.Contains("90000 bytes of heap free", measured.Output, StringComparison.Ordinal);
        Assert.Contains("narrowed by 1 measurement on ESP32_REV3", measured.Output, StringComparison.Ordinal);
        Assert.True(Spread(Run("profile", "model.edge", "--calibration", file, "--json")) < 0.4 * before);
        Assert.Equal(before, Spread(Run("profile", "model.edge", "--calibration", file, "--board", "esp32-pico", "--json")), 0.01 * before);
    }

    [Fact]
    public void WhatCannotBeProfiled_IsOneLine()
    {
        Run("profile", "model.edge", "--board", "esp32-rev4").ShouldRefuse(4, "no board is called 'esp32-rev4'; did you mean 'esp32-rev3'?");
        Run("profile", "model.edge", "--data", "stz").ShouldRefuse(3, "did you mean 'szt'?");
        Run("profile", "missing.edge").ShouldRefuse(3, "edge: missing.edge does not exist; check the path");
        Run("profile", "model.edge", "--data", "tictactoe").ShouldRefuse(3, "9 inputs");
        Run("profile", "model.edge", "--baud", "0").ShouldRefuse(2, "--baud 0: a number of bauds above 0");
        Run("profile", "model.edge", "--calibration", "none.json").ShouldRefuse(3, "none.json: there is no such file");
        Run("profile", "model.edge", "--calibration", "model.edge").ShouldRefuse(3, "model.edge: this is no calibration");
        Run("profile", "model.edge", "--calibrate", "/dev/ttyNONE").ShouldRefuse(4, "/dev/ttyNONE does not exist");
        Run("profile", "large.edge").ShouldRefuse(4, "too many; these boards would do: ESP32_PSRAM_REV0");
        Assert.Equal(0, Run("profile", "large.edge", "--board", "esp32-psram-rev3").ExitCode);
    }

    private static string[] Cells(EdgeProcess table, string name) => table.Lines
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Single(cells => cells[0] == name);

    private static double Spread(EdgeProcess profiled)
    {
        Assert.True(profiled.ExitCode == 0, profiled.Error);
        using JsonDocument json = JsonDocument.Parse(profiled.Output);
        JsonElement row = json.RootElement.GetProperty("whole_row").GetProperty("microseconds");
        return row.GetProperty("most").GetDouble() / row.GetProperty("least").GetDouble();
    }

    private EdgeProcess Run(params string[] arguments) => EdgeProcess.Run(frozen.Path, arguments);

    /// <summary>A folder with a small frozen network, and one too large for most boards.</summary>
    public sealed class Frozen : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Frozen()
        {
            SztModel.Write(folder.Path, "model.edge", 6);
            SztModel.Write(folder.Path, "large.edge", 400);
        }

        public string Path => folder.Path;

        public void Dispose() => folder.Dispose();
    }
}
