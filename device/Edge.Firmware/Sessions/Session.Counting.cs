using Edge.Core.Protocol;

namespace Edge.Firmware.Sessions
{
    /// <summary>The requests by which a device counts its own codes.</summary>
    public sealed partial class Session
    {
        private void CountBegin()
        {
            if (!HasLength(CountBeginBody.Length))
            {
                return;
            }

            ulong modelId = reader.U64(CountBeginBody.ModelId);
            ulong inputSetId = reader.U64(CountBeginBody.InputSetId);
            uint firstRow = reader.U32(CountBeginBody.FirstRow);
            if (CanRun(modelId, inputSetId, firstRow, 1))
            {
                CountState(counting.Begin(
                    reader.U32(CountBeginBody.CountNonce),
                    modelId,
                    inputSetId,
                    firstRow,
                    reader.U16(CountBeginBody.Rows),
                    reader.U16(CountBeginBody.Classes)));
            }
        }

        private void Count()
        {
            if (!HasAtLeast(CountBody.Length) || !IsCounting())
            {
                return;
            }

            int rows = reader.U16(CountBody.Rows);
            int labelBytes = (rows * counting.LabelBits + 7) >> 3;
            if (!HasLength(CountBody.Length + labelBytes))
            {
                return;
            }

            if (reader.U32(CountBody.FirstRow) != counting.NextRow)
            {
                CountState(0);
                return;
            }

            byte error = counting.Offers(rows);
            if (error == 0)
            {
                if (!CanRun(counting.ModelId, counting.InputSetId, counting.NextRow, rows))
                {
                    return;
                }

                error = counting.Count(rows, reader.Message, FrameReader.BodyOffset + CountBody.Labels);
            }

            CountState(error);
        }

        private void Histogram()
        {
            if (!HasLength(HistogramBody.Length) || !IsCounting())
            {
                return;
            }

            if (reader.U32(HistogramBody.NextRow) != counting.NextRow)
            {
                Error(ErrorCode.NoCount, 2);
                return;
            }

            int layer = reader.U8(HistogramBody.Layer);
            int firstWord = reader.U16(HistogramBody.FirstWord);
            if (layer >= model.Model.RecordedLayers || firstWord > counting.WordsOf(layer))
            {
                Error(ErrorCode.OutOfRange, layer >= model.Model.RecordedLayers ? (uint)layer : (uint)firstWord);
                return;
            }

            writer.Begin(MessageType.HistogramWords, reader.Number);
            writer.PutBytes(reader.Message, FrameReader.BodyOffset, HistogramBody.Length);
            counting.PutSections(writer, layer, firstWord, reader.U16(HistogramBody.MostBytes));
            Send();
        }

        // A counting in progress has its model: another one drops it.
        private bool IsCounting()
        {
            byte error = counting.Requires(
                reader.U32(CountBody.CountNonce), reader.U64(CountBody.ModelId), reader.U64(CountBody.InputSetId));
            if (error != 0)
            {
                Error(error, counting.Detail);
            }

            return error == 0;
        }

        private void CountState(byte error)
        {
            if (error != 0)
            {
                Error(error, counting.Detail);
                return;
            }

            writer.Begin(MessageType.CountState, reader.Number);
            writer.PutU32(counting.Nonce);
            writer.PutU64(counting.ModelId);
            writer.PutU64(counting.InputSetId);
            writer.PutU32(counting.NextRow);
            writer.PutU32(counting.Microseconds);
            Send();
        }
    }
}
