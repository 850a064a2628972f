using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Emulator.Firmware;
using Edge.Emulator.Tests.Parts;
using Edge.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Emulator.Tests.Inference;

/// <summary>The firmware's own IL, loaded with random models over its protocol, sends the reference's codes.</summary>
public class SessionTests
{
    private const int ModelsPerBoot = 2500;

    /// <summary>Bytes; what loads longer is computed no differently.</summary>
    private const int LargestContent = 5000;

    private static readonly FirmwareImage Metered =
        FirmwareImage.Load(Path.Combine(AppContext.BaseDirectory, "Edge.Firmware.dll"), metered: true);

    /// <summary>Counting rows and blocks, from any first row, any number of them; 10,000 models.</summary>
    [Fact]
    public void Codes_EqualReference_OnRandomModels()
    {
        Property property = Prop.ForAll(
            Gen.Choose(0, int.MaxValue - 1).ArrayOf(ModelsPerBoot).ToArbitrary(),
            seeds => Assert.Equal(seeds.Length, Run(seeds)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(4).WithReplay(9UL, 13UL), property);
    }

    /// <summary>A block of rows that was computed before never stands for rows of other inputs, or of another model.</summary>
    [Fact]
    public void EveryRun_SendsItsOwnRows()
    {
        Random random = new(11);
        IntegerModel[] models = [Models.Binary(21, 12, 10, 8, 4, 2), Models.Binary(22, 12, 10, 8, 4, 2)];
        byte[][] contents = [.. models.Select(DeviceClient.ContentOf)];
        byte[][] block = [.. Enumerable.Range(0, 150).Select(_ => RandomModels.Row(random, models[0].Input))];
        byte[] packed = [.. block.SelectMany(row => WireRows.Pack(row, 1))];
        List<byte[]> requests = [];
        List<byte[]> expected = [];
        for (int turn = 0; turn < 40; turn++)
        {
            int m = random.Next(2);
            ulong id = DeviceClient.IdOf(contents[m]);
            requests.AddRange(DialogueLine.Load(id, contents[m]));
            bool counts = random.Next(2) == 0;
            byte mode = counts ? InputMode.Counting : InputMode.Block;
            requests.AddRange(DialogueLine.Inputs(counts ? 1UL : 2UL, mode, 0, counts ? 0 : block.Length, counts ? [] : packed));
            for (int run = 0; run < 3; run++)
            {
                int first = random.Next(100);
                int rows = random.Next(1, 50);
                requests.Add(DialogueLine.Rows(id, counts ? 1UL : 2UL, (uint)first, rows));
                expected.Add(Models.Expected(models[m], counts ? Models.Counting(models[m]) : row => block[row], (uint)first, rows));
            }
        }

        int done = 0;
        List<byte> received = [];
        DialogueLine.Run(Metered, requests, answer =>
        {
            Assert.NotEqual(MessageType.Error, answer.Type);
            if (answer.Type == MessageType.Codes)
            {
                received.AddRange(answer.Body[CodesBody.Bytes..]);
            }
            else if (answer.Type == MessageType.RunDone)
            {
                Assert.Equal(expected[done], received.ToArray());
                received.Clear();
                done++;
            }
        });
        Assert.Equal(expected.Count, done);
    }

    private static int Run(int[] seeds)
    {
        // A process of its own: every model collects the board's heap, which costs the less the less else there is in the process.
        using EmulatorHost emulator = EmulatorHost.Start("--meter", "on");
        using PortAsker port = new(emulator.PortPath);
        int done = 0;
        List<byte> received = [];
        byte[] expected = [];
        foreach (byte[] request in seeds.SelectMany(Requests))
        {
            port.SendRaw(request);
            Answer answer = port.Receive();
            for (; answer.Type == MessageType.Codes; answer = port.Receive())
            {
                received.AddRange(answer.Body[CodesBody.Bytes..]);
            }

            Assert.NotEqual(MessageType.Error, answer.Type);
            if (answer.Type == MessageType.RunDone)
            {
                Assert.Equal(expected, received.ToArray());
                received.Clear();
                done++;
            }
        }

        return done;

        IEnumerable<byte[]> Requests(int seed)
        {
            Random random = new(seed);
            IntegerModel model;
            byte[] content;
            do
            {
                model = random.Next(4) == 0 ? RandomModels.Create(random.Next(), 40) : SlicedModels.Create(random);
                content = DeviceClient.ContentOf(model);
            }
            while (content.Length > LargestContent);

            ulong id = DeviceClient.IdOf(content);
            int width = model.Input.Width;
            bool counts = model.Input.Bits == 1 && width <= DeviceInference.MaxCountingWidth && random.Next(3) > 0;
            int rows = random.Next(8) == 0 ? random.Next(60, 200) : random.Next(1, 12);
            ulong set = (ulong)seed + 1;
            uint first = (uint)random.NextInt64(counts ? 1L << width : uint.MaxValue - 200);
            rows = counts ? (int)Math.Min(rows, (1L << width) - first) : rows;
            byte[][] block = [.. Enumerable.Range(0, counts ? 0 : rows).Select(_ => RandomModels.Row(random, model.Input))];
            byte[] packed = [.. block.SelectMany(row => WireRows.Pack(row, model.Input.Bits))];
            expected = Models.Expected(model, counts ? Models.Counting(model) : row => block[row - first], first, rows);
            byte mode = counts ? InputMode.Counting : InputMode.Block;
            return
            [
                .. DialogueLine.Load(id, content),
                .. DialogueLine.Inputs(set, mode, first, counts ? 0 : rows, packed),
                DialogueLine.Rows(id, set, first, rows),
            ];
        }
    }
}
