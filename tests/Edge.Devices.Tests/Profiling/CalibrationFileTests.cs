using Edge.Devices.Profiling;
using Edge.Testing;

namespace Edge.Devices.Tests.Profiling;

/// <summary>Measurements as a file.</summary>
public class CalibrationFileTests
{
    private static readonly InstructionCost[] Classes = [new("local", 1, 1, 1), new("array", 4, 3, 5)];

    private static readonly BoardMeasurement Measurement = new()
    {
        Board = "ESP32_REV3",
        Device = "/dev/ttyUSB0, ESP32_REV3, firmware 0.1.0",
        Model = "00ff",
        Rows = 1024,
        Microseconds = 1234.5678901234567,
        LeastMicroseconds = 1200,
        MostMicroseconds = 1300,
        FreeHeap = 77_000,
        Counts = [0.1, 1e5],
    };

    [Fact]
    public void WhatIsWritten_IsReadBack()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("c.json");
        CalibrationFile.Write(path, [Measurement, Measurement with { Board = "other" }], Classes);

        IReadOnlyList<BoardMeasurement> read = CalibrationFile.Read(path, Classes);

        Assert.Equal(2, read.Count);
        Assert.Equal(Measurement with { Counts = read[0].Counts }, read[0]);
        Assert.Equal(Measurement.Counts, read[0].Counts);
        Assert.Equal("other", read[1].Board);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1, 2]")]
    [InlineData("{ \"classes\": null, \"measurements\": null }")]
    [InlineData("{ \"classes\": [\"local\", \"array\"], \"measurements\": [null] }")]
    [InlineData("{ \"classes\": [\"local\", \"array\"], \"measurements\": [{ \"board\": \"b\" }] }")]
    public void WhatIsNoCalibration_IsRefusedByName(string text)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("c.json");
        File.WriteAllText(path, text);

        Assert.StartsWith(path + ": this is no calibration", Assert.Throws<InvalidDataException>(() => CalibrationFile.Read(path, Classes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherClassesOrFiguresOutOfRange_AreRefused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("c.json");
        CalibrationFile.Write(path, [Measurement], Classes[..1]);
        Assert.Throws<InvalidDataException>(() => CalibrationFile.Read(path, Classes));
        foreach (BoardMeasurement wrong in (BoardMeasurement[])
            [Measurement with { LeastMicroseconds = 0 }, Measurement with { MostMicroseconds = 1 }, Measurement with { Counts = [0, 0] }, Measurement with { Counts = [-1, 2] }])
        {
            CalibrationFile.Write(path, [wrong], Classes);
            Assert.Contains("calibrate again", Assert.Throws<InvalidDataException>(() => CalibrationFile.Read(path, Classes)).Message, StringComparison.Ordinal);
        }
    }
}
