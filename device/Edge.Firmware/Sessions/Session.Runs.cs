using Edge.Core.Protocol;

namespace Edge.Firmware.Sessions
{
    /// <summary>The requests that have rows computed.</summary>
    public sealed partial class Session
    {
        private void Run()
        {
            if (!HasLength(RunBody.Length))
            {
                return;
            }

            uint firstRow = reader.U32(RunBody.FirstRow);
            int rows = reader.U16(RunBody.Rows);
            if (!CanRun(reader.U64(RunBody.ModelId), reader.U64(RunBody.InputSetId), firstRow, rows))
            {
                return;
            }

            if (run.Inference.OutputRowBytes > RunJob.LargestRow)
            {
                Error(ErrorCode.OutOfRange, (uint)run.Inference.OutputRowBytes);
                return;
            }

            run.Start(reader.Number, reader.U32(RunBody.SessionNonce), model.Id, inputs.Id, firstRow, rows);
        }

        private void Accumulators()
        {
            if (!HasLength(AccumulatorsBody.Length))
            {
                return;
            }

            uint row = reader.U32(AccumulatorsBody.Row);
            if (!CanRun(reader.U64(AccumulatorsBody.ModelId), reader.U64(AccumulatorsBody.InputSetId), row, 1))
            {
                return;
            }

            int layer = reader.U8(AccumulatorsBody.Layer);
            int first = reader.U16(AccumulatorsBody.FirstNeuron);
            int count = reader.U8(AccumulatorsBody.Count);
            if (layer >= model.Model.Layers.Length)
            {
                Error(ErrorCode.OutOfRange, (uint)layer);
                return;
            }

            if (count == 0 || first + count > model.Model.Layers[layer].Output.Width)
            {
                Error(ErrorCode.OutOfRange, count == 0 ? 0u : (uint)(first + count - 1));
                return;
            }

            writer.Begin(MessageType.AccumulatorValues, reader.Number);
            if (AccumulatorValuesBody.Length + 4 * count > writer.Room)
            {
                Error(ErrorCode.OutOfRange, (uint)count);
                return;
            }

            writer.PutBytes(reader.Message, FrameReader.BodyOffset, AccumulatorsBody.Length);
            run.PutAccumulators(writer, row, layer, first, count);
            Send();
        }

        private bool CanRun(ulong modelId, ulong inputSetId, uint firstRow, int rows)
        {
            if (model.Model == null || model.Id != modelId)
            {
                Error(ErrorCode.NoModel, model.Named ? 1u : 0u);
                return false;
            }

            if (rows == 0)
            {
                Error(ErrorCode.OutOfRange, 0);
                return false;
            }

            byte error = inputs.Offers(inputSetId, firstRow, rows, run.Inference);
            if (error != 0)
            {
                Error(error, inputs.Detail);
            }

            return error == 0;
        }
    }
}
