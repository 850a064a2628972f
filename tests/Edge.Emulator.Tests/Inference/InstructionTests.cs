using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Emulator.Firmware;
using Edge.Emulator.Tests.Parts;

namespace Edge.Emulator.Tests.Inference;

/// <summary>IL instructions per row: what a board, which interprets them, takes its time from. The counts do not depend on the machine.</summary>
public class InstructionTests
{
    private const int Heap = 20000;

    /// <summary>From the number of a row to its packed codes, all recorded layers, over the whole data set.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TheBinaryNetwork_TakesAtMost150InstructionsPerRow(int seed)
    {
        IntegerModel model = Models.Binary(seed, 12, 10, 8, 6, 4, 2, 2);
        MeteredInference inference = new(model, Heap);
        List<byte> codes = [];

        long instructions = inference.CountBlocks(64, codes.AddRange);

        Assert.Equal(Models.Expected(model, Models.Counting(model), 0, 4096), codes.ToArray());
        Assert.InRange(instructions, 1, 150 * 4096);
        Assert.InRange(inference.PrepareInstructions + instructions, 1, 150 * 4096);
        Assert.True(inference.BlockHeapBytes <= Heap);
        Assert.True(inference.CountRows(64) > 64 * 1000);
    }

    [Fact]
    public void Report()
    {
        foreach ((string name, IntegerModel model) in new[]
        {
            ("szt BNN", Models.Binary(1, 12, 10, 8, 6, 4, 2, 2)),
            ("szt 8 bit", Models.EightBit(1, 1, 12, 10, 7, 5, 4, 3, 2)),
        })
        {
            foreach (int heap in new[] { 0, 4000, 9000, Heap })
            {
                MeteredInference inference = new(model, heap);
                double blocks = inference.HasBlocks ? inference.CountBlocks(64, _ => { }) / 4096.0 : double.NaN;
                Console.WriteLine($"{name}: heap {heap} prepare {inference.PrepareInstructions} rows {inference.CountRows(4096) / 4096.0:f1} blocks {blocks:f1} bytes {inference.BlockHeapBytes}");
            }

            FirmwareImage image = FirmwareImage.Load(Path.Combine(AppContext.BaseDirectory, "Edge.Firmware.dll"), metered: true);
            byte[] content = DeviceClient.ContentOf(model);
            ulong id = DeviceClient.IdOf(content);
            long first = 0;
            long last = 0;
            IReadOnlyDictionary<string, long> at = new Dictionary<string, long>();
            DialogueLine.Run(
                image,
                [.. DialogueLine.Load(id, content), .. DialogueLine.Inputs(5, InputMode.Counting, 0, 0, []), DialogueLine.Rows(id, 5, 0, 4096)],
                answer =>
                {
                    if (answer.Type == MessageType.InputState)
                    {
                        first = image.Meter!.Instructions;
                        at = image.Meter.ByMethod();
                    }

                    if (answer.Type == MessageType.RunDone)
                    {
                        last = image.Meter!.Instructions;
                        foreach ((string method, long count) in image.Meter.ByMethod().Select(m => (m.Key, m.Value - at.GetValueOrDefault(m.Key))).OrderByDescending(m => m.Item2).Take(12))
                        {
                            Console.WriteLine($"   {method} {count / 4096.0:f1}");
                        }
                    }
                });
            Console.WriteLine($"{name}: firmware {(last - first) / 4096.0:f1} per row; load {first}");
        }
    }
}
