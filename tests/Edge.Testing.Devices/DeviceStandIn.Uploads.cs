using Edge.Core.Protocol;

namespace Edge.Testing.Devices;

/// <summary>What the stand-in answers to LOAD and INPUT.</summary>
public sealed partial class DeviceStandIn
{
    private int inputParts;

    private void Load(byte number)
    {
        Loads++;
        if (ResetAfterLoads.TryPeek(out int when) && Loads >= when)
        {
            ResetAfterLoads.Dequeue();
            Reset();
        }

        if (ForgetsAfterLoads.TryPeek(out when) && Loads >= when)
        {
            ForgetsAfterLoads.Dequeue();
            memory.Clear();
        }

        if (memory.ModelId != reader.U64(LoadBody.ModelId))
        {
            Error(number, ErrorCode.NoModel, 0);
            return;
        }

        if (!memory.AddModel(reader))
        {
            Error(number, ErrorCode.BadModel, 0);
            return;
        }

        LoadState(number);
    }

    private void LoadState(byte number)
    {
        writer.Begin(MessageType.LoadState, number);
        writer.PutU64(memory.ModelId!.Value);
        writer.PutU32((uint)memory.ModelBytes);
        writer.PutU8(memory.Model is null ? 0 : 1);
        Send();
    }

    private void Input(byte number)
    {
        inputParts++;
        if (inputParts > MostInputParts)
        {
            memory.ForgetInputs();
        }

        if (memory.InputId != reader.U64(InputBody.InputSetId))
        {
            Error(number, ErrorCode.NoInput, 0);
            return;
        }

        memory.AddInputs(reader);
        InputState(number);
    }

    private void InputState(byte number)
    {
        writer.Begin(MessageType.InputState, number);
        writer.PutU64(memory.InputId!.Value);
        writer.PutU32(memory.InputFirst);
        writer.PutU32((uint)memory.InputBytes);
        writer.PutU8(memory.InputsComplete ? 1 : 0);
        Send();
    }
}
