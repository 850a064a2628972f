using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Emulator.Devices;
using Edge.Emulator.Firmware;
using Edge.Emulator.Tests.Parts;
using Edge.Emulator.Timing;
using Xunit.Abstractions;

namespace Edge.Emulator.Tests.Timing;

/// <summary>The firmware computes a frame while the one before is sent: a RUN takes what its slower part takes, not both together.</summary>
public sealed class OverlapTests(ITestOutputHelper output)
{
    private const int Rows = 4096;
    private const ulong Inputs = 3;

    private static readonly FirmwareImage Metered =
        FirmwareImage.Load(Path.Combine(AppContext.BaseDirectory, "Edge.Firmware.dll"), metered: true);

    /// <summary>
    /// Bauds at which line and computing weigh about the same are the hardest: what one lags behind the other within a frame is never caught up.
    /// </summary>
    [Theory]
    [InlineData(true, 115_200)]
    [InlineData(true, 921_600)]
    [InlineData(true, 2_000_000)]
    [InlineData(false, 57_600)]
    [InlineData(false, 115_200)]
    [InlineData(false, 921_600)]
    public void ARun_TakesWhatItsSlowerPartTakes(bool binary, int bauds)
    {
        IntegerModel model = binary ? Models.Binary(1, 12, 10, 8, 6, 4, 2, 2) : Models.EightBit(2, 1, 12, 10, 7, 5, 4, 3, 2);
        byte[] content = DeviceClient.ContentOf(model);
        ulong id = DeviceClient.IdOf(content);
        long computing = 0;
        long time = 0;
        long bytes = 0;
        List<byte> codes = [];
        DialogueLine.Run(
            Metered,
            [.. DialogueLine.Load(id, content), .. DialogueLine.Inputs(Inputs, InputMode.Counting, 0, 0, []), DialogueLine.Rows(id, Inputs, 0, Rows)],
            answer =>
            {
                VirtualClock clock = (VirtualClock)EmulatedDevice.Current.Clock;
                if (answer.Type == MessageType.InputState)
                {
                    computing = clock.ComputeNanoseconds;
                    time = clock.Nanoseconds;
                }
                else if (answer.Type == MessageType.Codes)
                {
                    codes.AddRange(answer.Body[CodesBody.Bytes..]);
                    bytes += answer.Body.Length + FrameLimits.MessageOverhead + 3;
                }
                else if (answer.Type == MessageType.RunDone)
                {
                    computing = clock.ComputeNanoseconds - computing;
                    time = clock.Nanoseconds - time;
                }
            },
            bauds);

        Assert.Equal(Models.Expected(model, Models.Counting(model), 0, Rows), codes.ToArray());
        long line = TransmitFifo.LineTime(bytes, bauds);
        double slower = Math.Max(computing, line);
        output.WriteLine(
            $"{(binary ? "binary" : "8 bits")}, {bauds} bauds, {Rows} rows, us: computing {computing / 1000}, line {line / 1000}, both together {time / 1000}, "
            + $"{time / slower:0.000} of the slower");
        Assert.True(
            time < 1.15 * slower && time < 0.97 * (computing + line),
            $"{time / 1000} us; computing {computing / 1000}, line {line / 1000}; {time / slower:0.000} of the slower part");
    }
}
