using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Core.Protocol;

namespace Edge.Testing.Devices;

/// <summary>What a device holds between requests: the model and the inputs, whole or on their way.</summary>
public sealed class StandInMemory
{
    private byte[] content = [];
    private byte[] block = [];
    private bool counting;
    private int inputRows;
    private uint inputCrc;

    /// <summary>Called with every model that was loaded.</summary>
    public Action<IntegerModel>? Alters { get; set; }

    public ulong? ModelId { get; private set; }

    public int ModelBytes { get; private set; }

    public IntegerModel? Model { get; private set; }

    public ulong? InputId { get; private set; }

    public uint InputFirst { get; private set; }

    public int InputBytes { get; private set; }

    public bool InputsComplete { get; private set; }

    public void Clear()
    {
        ModelId = null;
        Model = null;
        ForgetInputs();
    }

    public void ForgetInputs()
    {
        InputId = null;
        InputsComplete = false;
    }

    public void BeginModel(ulong id, int size)
    {
        if (ModelId == id && content.Length == size)
        {
            return;
        }

        ModelId = id;
        Model = null;
        ModelBytes = 0;
        content = new byte[size];
    }

    /// <returns>False where the whole content's hash is not the id.</returns>
    public bool AddModel(FrameReader request)
    {
        int count = request.BodyLength - LoadBody.Length;
        if (request.U32(LoadBody.Offset) != (uint)ModelBytes || Model is not null)
        {
            return true;
        }

        Array.Copy(request.Message, FrameReader.BodyOffset + LoadBody.Bytes, content, ModelBytes, count);
        ModelBytes += count;
        if (ModelBytes < content.Length)
        {
            return true;
        }

        if (ModelIdentity.Id(ModelIdentity.Hash(content, 0, content.Length)) != ModelId)
        {
            ModelId = null;
            return false;
        }

        Model = ModelContentReader.Read(content, 0, content.Length);
        Alters?.Invoke(Model);
        return true;
    }

    public void BeginInputs(FrameReader request)
    {
        uint first = request.U32(InputBeginBody.FirstRow);
        ulong id = request.U64(InputBeginBody.InputSetId);
        if (id == InputId && first == InputFirst)
        {
            return;
        }

        InputId = id;
        InputFirst = first;
        counting = request.U8(InputBeginBody.Mode) == InputMode.Counting;
        inputRows = request.U16(InputBeginBody.Rows);
        block = new byte[request.U32(InputBeginBody.Size)];
        inputCrc = request.U32(InputBeginBody.Crc);
        InputBytes = 0;
        InputsComplete = counting;
    }

    public void AddInputs(FrameReader request)
    {
        int count = request.BodyLength - InputBody.Length;
        if (request.U32(InputBody.Offset) != (uint)InputBytes || InputsComplete)
        {
            return;
        }

        Array.Copy(request.Message, FrameReader.BodyOffset + InputBody.Bytes, block, InputBytes, count);
        InputBytes += count;
        InputsComplete = InputBytes == block.Length && Crc32.Of(block, 0, block.Length) == inputCrc;
    }

    public bool Holds(uint first, int rows) => counting || (first >= InputFirst && first + rows <= InputFirst + inputRows);

    public byte[] InputRow(uint row)
    {
        TensorFormat format = Model!.Input;
        byte[] codes = new byte[format.Width];
        if (counting)
        {
            Expected.CountingRow(row, codes);
        }
        else
        {
            int offset = (int)(row - InputFirst) * PackedCodes.RowBytes(format.Width, format.Bits);
            PackedCodes.ReadCodes(block, offset, format.Width, format.Bits, codes);
        }

        return codes;
    }
}
