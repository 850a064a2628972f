using Edge.Core.Models;

namespace Edge.Emulator.Tests.Parts;

/// <summary>The firmware's inference by itself, its instructions counted: no session, no frames.</summary>
public sealed class MeteredInference
{
    private readonly FirmwareCode firmware = FirmwareCode.Load();
    private readonly object rows;
    private readonly object? blocks;

    /// <summary>Makes a model ready as the firmware does when one is complete.</summary>
    /// <param name="model">The model.</param>
    /// <param name="heapBytes">Bytes of the board's heap that may be spent on speed (HeapBudget): the kernels' first, then the blocks'.</param>
    public MeteredInference(IntegerModel model, int heapBytes)
    {
        object read = firmware.Model(model);
        long before = firmware.Meter.Instructions;
        rows = firmware.New("Edge.Core.Inference.DeviceInference", read, heapBytes);
        RowHeapBytes = (int)rows.GetType().GetMethod("HeapBytes")!.Invoke(rows, [])!;
        int left = heapBytes - Math.Max(0, RowHeapBytes - new Edge.Core.Inference.DeviceInference(model).HeapBytes());
        blocks = firmware.Static("Edge.Core.Inference.Sliced.BlockInference", "Create", rows, left);
        PrepareInstructions = firmware.Meter.Instructions - before;
    }

    /// <summary>Instructions of making the model ready, once its content is read.</summary>
    public long PrepareInstructions { get; }

    /// <summary>What the model, made ready for single rows, takes on the board's heap.</summary>
    public int RowHeapBytes { get; }

    /// <summary>True where the firmware computes 64 rows at a time.</summary>
    public bool HasBlocks => blocks is not null;

    /// <summary>What blocks of rows take on the board's heap.</summary>
    public int BlockHeapBytes => blocks is null ? 0 : (int)blocks.GetType().GetMethod("HeapBytes")!.Invoke(blocks, [])!;

    /// <summary>Instructions of counting rows 0 .. blocks * 64 - 1; hands out each block's packed rows.</summary>
    public long CountBlocks(int count, Action<byte[]> computed)
    {
        Action<uint> run = blocks!.GetType().GetMethod("RunCounting")!.CreateDelegate<Action<uint>>(blocks);
        byte[] packed = (byte[])blocks.GetType().GetField("Rows")!.GetValue(blocks)!;
        long before = firmware.Meter.Instructions;
        for (int b = 0; b < count; b++)
        {
            run(64 * (uint)b);
            computed(packed);
        }

        return firmware.Meter.Instructions - before;
    }

    /// <summary>Instructions of blocks of 64 packed rows, again and again the same.</summary>
    public long PackedBlocks(byte[] rows64, int count)
    {
        Action<byte[], int, int> run = blocks!.GetType().GetMethod("Run")!.CreateDelegate<Action<byte[], int, int>>(blocks);
        long before = firmware.Meter.Instructions;
        for (int b = 0; b < count; b++)
        {
            run(rows64, 0, 64);
        }

        return firmware.Meter.Instructions - before;
    }

    /// <summary>Instructions of the counting rows 0 .. count - 1, one by one.</summary>
    public long CountRows(int count)
    {
        Action<uint, byte[], int> run = rows.GetType().GetMethod("RunCounting")!.CreateDelegate<Action<uint, byte[], int>>(rows);
        return Measure(count, (r, output) => run((uint)r, output, 0));
    }

    /// <summary>Instructions of packed rows, one by one.</summary>
    public long PackedRows(byte[][] inputs)
    {
        Action<byte[], int, byte[], int> run =
            rows.GetType().GetMethod("Run")!.CreateDelegate<Action<byte[], int, byte[], int>>(rows);
        return Measure(inputs.Length, (r, output) => run(inputs[r], 0, output, 0));
    }

    private long Measure(int count, Action<int, byte[]> run)
    {
        byte[] output = new byte[(int)rows.GetType().GetField("OutputRowBytes")!.GetValue(rows)!];
        long before = firmware.Meter.Instructions;
        for (int r = 0; r < count; r++)
        {
            run(r, output);
        }

        return firmware.Meter.Instructions - before;
    }
}
