using System;
using Edge.Core.Inference;
using Edge.Core.Protocol;

namespace Edge.Firmware.Sessions
{
    /// <summary>The input rows a device holds: none, counting ones, or a block. Calls return 0 or an <see cref="ErrorCode"/>.</summary>
    public sealed class InputSlot
    {
        /// <summary>Largest block in bytes, as INFO reports it.</summary>
        public const int LargestBlock = HeapBudget.LargestInputBlock;

        /// <summary>The 64-bit id of the input set that is there or arriving.</summary>
        public ulong Id;

        /// <summary>First row of the block.</summary>
        public uint FirstRow;

        /// <summary>True where the inputs can be run.</summary>
        public bool Complete;

        /// <summary>What belongs to the last error code returned.</summary>
        public uint Detail;

        private byte[] block;
        private bool named;
        private byte mode;
        private int rows;
        private int size;
        private int filled;
        private uint crc;

        /// <summary>Offset of the byte expected next; the size of the block where all are there.</summary>
        public uint NextOffset
        {
            get { return (uint)filled; }
        }

        /// <summary>Makes room for inputs, unless they are those that are there or arriving.</summary>
        public byte Begin(ulong id, byte newMode, uint firstRow, int newRows, uint bytes, uint newCrc)
        {
            if (newMode > InputMode.Block)
            {
                return Refuse(ErrorCode.OutOfRange, newMode);
            }

            if (newMode == InputMode.Counting)
            {
                Forget();
                Id = id;
                mode = newMode;
                named = true;
                Complete = true;
                return 0;
            }

            if (newRows == 0 || bytes == 0 || bytes > LargestBlock)
            {
                return Refuse(ErrorCode.OutOfRange, newRows == 0 ? 0u : bytes);
            }

            if (named && mode == newMode && id == Id && firstRow == FirstRow && newRows == rows && bytes == (uint)size && newCrc == crc)
            {
                return 0;
            }

            Forget();
            if (block == null || block.Length < (int)bytes)
            {
                block = null;
                try
                {
                    block = new byte[(int)bytes];
                }
                catch (OutOfMemoryException)
                {
                    return Refuse(ErrorCode.OutOfMemory, bytes);
                }
            }

            Id = id;
            mode = newMode;
            FirstRow = firstRow;
            rows = newRows;
            size = (int)bytes;
            crc = newCrc;
            named = true;
            return 0;
        }

        /// <summary>
        /// Takes bytes at an offset: those expected next are kept, others change nothing. When all are there and their CRC does not fit,
        /// the block is expected again from its first byte.
        /// </summary>
        public byte Add(ulong id, uint firstRow, uint offset, byte[] bytes, int bytesOffset, int count)
        {
            if (!named || mode != InputMode.Block || id != Id || firstRow != FirstRow)
            {
                return Refuse(ErrorCode.NoInput, named ? 1u : 0u);
            }

            if (offset > (uint)size || count > size - (int)offset)
            {
                return Refuse(ErrorCode.OutOfRange, offset);
            }

            if (Complete || offset != (uint)filled || count == 0)
            {
                return 0;
            }

            Array.Copy(bytes, bytesOffset, block, filled, count);
            filled += count;
            if (filled == size)
            {
                Complete = Crc32.Of(block, 0, size) == crc;
                filled = Complete ? size : 0;
            }

            return 0;
        }

        /// <summary>True where rows are their own numbers, false where they stand in <see cref="Block"/>.</summary>
        public bool Counts
        {
            get { return mode == InputMode.Counting; }
        }

        /// <summary>The packed rows of the block, from its first row on.</summary>
        public byte[] Block
        {
            get { return block; }
        }

        /// <summary>Byte of <see cref="Block"/> where a row begins.</summary>
        public int OffsetOf(uint row, int rowBytes)
        {
            return (int)(row - FirstRow) * rowBytes;
        }

        /// <summary>Says whether rows firstRow .. firstRow + count - 1 of a set can be run through a model.</summary>
        public byte Offers(ulong id, uint firstRow, int count, DeviceInference inference)
        {
            if (!named || !Complete || id != Id)
            {
                return Refuse(ErrorCode.NoInput, named ? 1u : 0u);
            }

            ulong end = (ulong)firstRow + (ulong)count;
            if (Counts)
            {
                if (!inference.CanCount)
                {
                    return Refuse(ErrorCode.NoInput, 3);
                }

                return end > 1UL << inference.Model.Input.Width ? Refuse(ErrorCode.NoInput, 2) : (byte)0;
            }

            if (size != rows * inference.InputRowBytes)
            {
                return Refuse(ErrorCode.NoInput, 3);
            }

            return firstRow < FirstRow || end > (ulong)FirstRow + (ulong)rows ? Refuse(ErrorCode.NoInput, 2) : (byte)0;
        }

        private void Forget()
        {
            Id = 0;
            FirstRow = 0;
            Complete = false;
            named = false;
            rows = 0;
            size = 0;
            filled = 0;
            crc = 0;
        }

        private byte Refuse(byte error, uint detail)
        {
            Detail = detail;
            return error;
        }
    }
}
