using Edge.Core.Inference.Sliced;
using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Emulator.Firmware;
using Edge.Emulator.Tests.Parts;
using Xunit.Abstractions;

namespace Edge.Emulator.Tests.Inference;

/// <summary>IL instructions per row: what a board, which interprets them, takes its time from. The counts do not depend on the machine.</summary>
public class InstructionTests(ITestOutputHelper output)
{
    /// <summary>Bytes of the board's heap that blocks of rows may take here.</summary>
    private const int Heap = 20000;

    private const int AmpleHeap = 1_000_000;

    private const int Rows = 4096;

    /// <summary>From the number of a row, or its packed inputs, to its packed codes of all layers; over the whole data set, tables included.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TheBinaryNetwork_TakesFewInstructionsPerRow(int seed)
    {
        IntegerModel model = Models.Binary(seed, 12, 10, 8, 6, 4, 2, 2);
        MeteredInference inference = new(model, Heap);
        List<byte> codes = [];

        long instructions = inference.CountBlocks(Rows / 64, codes.AddRange);

        long packed = inference.PackedBlocks(new byte[64 * 2], Rows / 64);
        output.WriteLine(
            $"counting {instructions / (double)Rows:f1} per row, packed {packed / (double)Rows:f1}; "
            + $"once {inference.PrepareInstructions}; {inference.BlockHeapBytes} bytes");
        Assert.InRange(packed, 1, 136 * Rows);
        Assert.Equal(Models.Expected(model, Models.Counting(model), 0, Rows), codes.ToArray());
        Assert.InRange(instructions, 1, 45 * Rows);
        Assert.InRange(inference.PrepareInstructions + instructions, 1, 92 * Rows);
        Assert.True(inference.BlockHeapBytes <= Heap);
    }

    /// <summary>The less room, the smaller the table; without any, rows one by one.</summary>
    [Fact]
    public void LessHeap_CostsInstructions()
    {
        IntegerModel model = Models.Binary(1, 12, 10, 8, 6, 4, 2, 2);
        List<double> perRow = [];
        foreach (int heap in new[] { Heap, 8000, 5000, 4500, 1000 })
        {
            MeteredInference inference = new(model, heap);
            Assert.Equal(heap > 1000, inference.HasBlocks);
            Assert.True(inference.BlockHeapBytes <= heap);
            perRow.Add((inference.HasBlocks ? inference.CountBlocks(Rows / 64, _ => { }) : inference.CountRows(Rows)) / (double)Rows);
            output.WriteLine($"{heap} bytes: {inference.BlockHeapBytes} used, {perRow[^1]:f1} per row");
        }

        Assert.Equal(perRow.Order(), perRow);
        Assert.True(perRow[^1] > 10 * perRow[0]);
    }

    /// <summary>What the session adds to blocks of rows, besides framing, is little, most of it to send while it computes.</summary>
    [Fact]
    public void ARun_AddsFewInstructionsToBlocks()
    {
        IReadOnlyDictionary<string, double> methods = Session(Models.Binary(1, 12, 10, 8, 6, 4, 2, 2), Rows);

        double session = methods.Where(method => method.Key.Contains(" Edge.Firmware.", StringComparison.Ordinal)).Sum(method => method.Value);
        double inference = methods.Where(method => method.Key.Contains(".Inference.", StringComparison.Ordinal)).Sum(method => method.Value);
        Assert.InRange(session, 0, 13);
        Assert.InRange(inference, 0, 50);

        // 8 bytes of codes take a wire of 921600 bauds about as long as 290 instructions take a board.
        Assert.InRange(methods.Values.Sum(), 0, 184);
    }

    /// <summary>Networks that are computed row by row: more for a layer that is wider, and nothing for blocks they do not have.</summary>
    [Fact]
    public void OtherNetworks_AreComputedRowByRow()
    {
        foreach ((string name, IntegerModel model, int rows, int most) in new[]
        {
            ("8 bit 12-10-7-5-4-3-2", Models.EightBit(1, 1, 12, 10, 7, 5, 4, 3, 2), 512, 5_600),
            ("8 bit 784-16-8-4-2-10", Models.EightBit(1, 8, 784, 16, 8, 4, 2, 10), 16, 122_000),
            ("binary 784-256-10", Models.Binary(1, 784, 256, 10), 16, 103_000),
        })
        {
            MeteredInference inference = new(model, Heap);
            Assert.False(inference.HasBlocks);
            int bytes = (model.Input.Width * model.Input.Bits + 7) / 8;
            byte[][] inputs = [.. Enumerable.Range(0, rows).Select(r =>
            {
                byte[] row = new byte[bytes];
                new Random(r).NextBytes(row);
                return row;
            })];
            double perRow = (bytes < 4 ? inference.CountRows(rows) : inference.PackedRows(inputs)) / (double)rows;
            IReadOnlyDictionary<string, double> methods = Session(model, rows);
            output.WriteLine($"{name}: {perRow:f1} per row");
            Assert.InRange(methods.Values.Sum(), perRow, most);
        }
    }

    /// <summary>What chooses between blocks and single rows says about what single rows take, where there is heap for speed.</summary>
    [Theory]
    [InlineData("binary", new[] { 12, 10, 8, 6, 4, 2, 2 })]
    [InlineData("binary", new[] { 30, 200, 130, 10 })]
    [InlineData("binary", new[] { 784, 256, 10 })]
    [InlineData("eight bits on one", new[] { 12, 10, 7, 5, 4, 3, 2 })]
    [InlineData("eight bits on eight", new[] { 784, 16, 8, 4, 2, 10 })]
    public void TheEstimate_IsRoughlyWhatIsCounted(string kind, int[] widths)
    {
        IntegerModel model = kind == "binary" ? Models.Binary(1, widths) : Models.EightBit(2, kind == "eight bits on eight" ? 8 : 1, widths);
        byte[] row = new byte[(widths[0] * model.Input.Bits + 7) / 8];
        new Random(3).NextBytes(row);

        double counted = new MeteredInference(model, AmpleHeap).PackedRows([row, row]) / 2.0;

        int estimate = InstructionEstimate.RowFrom(model, 0);
        output.WriteLine($"{counted} counted, {estimate} estimated");
        Assert.InRange(estimate, 0.75 * counted, 1.34 * counted);
    }

    /// <summary>Instructions per row of a whole RUN by method, from the end of the inputs to RUN_DONE.</summary>
    private Dictionary<string, double> Session(IntegerModel model, int rows)
    {
        FirmwareImage image = FirmwareImage.Load(Path.Combine(AppContext.BaseDirectory, "Edge.Firmware.dll"), metered: true);
        byte[] content = DeviceClient.ContentOf(model);
        ulong id = DeviceClient.IdOf(content);
        bool counts = model.Input.Width <= 32;
        byte[] packed = new byte[counts ? 0 : rows * ((model.Input.Width * model.Input.Bits + 7) / 8)];
        new Random(1).NextBytes(packed);
        IReadOnlyDictionary<string, long> before = new Dictionary<string, long>();
        Dictionary<string, double> methods = [];
        DialogueLine.Run(
            image,
            [
                .. DialogueLine.Load(id, content),
                .. DialogueLine.Inputs(5, counts ? InputMode.Counting : InputMode.Block, 0, counts ? 0 : rows, packed),
                DialogueLine.Rows(id, 5, 0, rows),
            ],
            answer =>
            {
                if (answer.Type == MessageType.InputState)
                {
                    before = image.Meter!.ByMethod();
                }
                else if (answer.Type == MessageType.RunDone)
                {
                    output.WriteLine($"{answer.U32(RunDoneBody.Microseconds) / (double)rows:f2} us of computing per row by the cost model");
                    methods = image.Meter!.ByMethod()
                        .ToDictionary(method => method.Key, method => (method.Value - before.GetValueOrDefault(method.Key)) / (double)rows);
                }
            });
        output.WriteLine($"whole firmware: {methods.Values.Sum():f1} per row");
        foreach ((string method, double count) in methods.OrderByDescending(method => method.Value).Take(8))
        {
            output.WriteLine($"  {count:f1} {method[..method.IndexOf('(')]}");
        }

        return methods;
    }
}
