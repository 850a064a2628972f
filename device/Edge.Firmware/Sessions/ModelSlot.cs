using System;
using Edge.Core.Hashing;
using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Firmware.Boards;

namespace Edge.Firmware.Sessions
{
    /// <summary>
    /// The one model a device holds: content as it arrives, hashed on the way and kept in pieces, then the checked model. Calls return 0 or
    /// an <see cref="ErrorCode"/>.
    /// </summary>
    public sealed class ModelSlot
    {
        /// <summary>The 64-bit id of the model that is there or arriving.</summary>
        public ulong Id;

        /// <summary>The model, checked; null where none is complete.</summary>
        public IntegerModel Model;

        /// <summary>What belongs to the last error code returned.</summary>
        public uint Detail;

        private readonly Board board;
        private readonly Sha256 sha = new Sha256();
        private readonly byte[] hash = new byte[Sha256.HashBytes];
        private byte[][] pieces;
        private int size;
        private int filled;

        /// <summary>An empty place on a board.</summary>
        public ModelSlot(Board board)
        {
            this.board = board;
        }

        /// <summary>Offset of the byte expected next; the size where all are there.</summary>
        public uint NextOffset
        {
            get { return (uint)filled; }
        }

        /// <summary>True where a model is there or arriving.</summary>
        public bool Named
        {
            get { return size != 0; }
        }

        /// <summary>True where the model of that id and size is there or arriving.</summary>
        public bool Holds(ulong id, uint bytes)
        {
            return Named && id == Id && bytes == (uint)size;
        }

        /// <summary>Makes room for a model, unless it is the one that is there or arriving.</summary>
        public byte Begin(ulong id, uint bytes)
        {
            if (bytes == 0)
            {
                Detail = bytes;
                return ErrorCode.OutOfRange;
            }

            if (Holds(id, bytes))
            {
                return 0;
            }

            Forget();
            try
            {
                pieces = NewPieces(bytes);
            }
            catch (OutOfMemoryException)
            {
                Detail = bytes;
                return ErrorCode.OutOfMemory;
            }

            Id = id;
            size = (int)bytes;
            return 0;
        }

        /// <summary>
        /// Takes bytes at an offset: those expected next are kept, others change nothing. The last ones complete the model.
        /// </summary>
        public byte Add(ulong id, uint offset, byte[] bytes, int bytesOffset, int count)
        {
            if (!Named || id != Id)
            {
                Detail = Named ? 1u : 0u;
                return ErrorCode.NoModel;
            }

            if (offset > (uint)size || count > size - (int)offset)
            {
                Detail = offset;
                return ErrorCode.OutOfRange;
            }

            if (Model != null || offset != (uint)filled || count == 0)
            {
                return 0;
            }

            sha.Add(bytes, bytesOffset, count);
            Keep(bytes, bytesOffset, count);
            return filled == size ? Complete() : (byte)0;
        }

        /// <summary>Drops what is there.</summary>
        public void Forget()
        {
            Id = 0;
            Model = null;
            pieces = null;
            size = 0;
            filled = 0;
            sha.Reset();
        }

        private byte[][] NewPieces(uint bytes)
        {
            // Asked first, so that a size nobody can hold is refused before the heap is filled up to its last block.
            if (bytes > ModelLimits.MaxContentBytes || bytes > board.FreeHeap())
            {
                throw new OutOfMemoryException();
            }

            int left = (int)bytes;
            byte[][] made = new byte[ModelContent.Pieces(left)][];
            for (int i = 0; i < made.Length; i++)
            {
                made[i] = new byte[left < ModelContent.PieceBytes ? left : ModelContent.PieceBytes];
                left -= ModelContent.PieceBytes;
            }

            return made;
        }

        private void Keep(byte[] bytes, int offset, int count)
        {
            int piece = filled / ModelContent.PieceBytes;
            int at = filled - piece * ModelContent.PieceBytes;
            filled += count;
            while (count > 0)
            {
                int some = pieces[piece].Length - at;
                if (some > count)
                {
                    some = count;
                }

                Array.Copy(bytes, offset, pieces[piece], at, some);
                offset += some;
                count -= some;
                piece++;
                at = 0;
            }
        }

        private byte Complete()
        {
            byte error = Read();
            pieces = null;
            if (error != 0)
            {
                Forget();
            }

            return error;
        }

        private byte Read()
        {
            sha.Finish(hash, 0);
            if (ModelIdentity.Id(hash) != Id)
            {
                Detail = 0;
                return ErrorCode.BadModel;
            }

            try
            {
                Model = ModelContentReader.Read(pieces, size);
                return 0;
            }
            catch (ModelFormatException)
            {
                Detail = 1;
                return ErrorCode.BadModel;
            }
            catch (OutOfMemoryException)
            {
                Detail = (uint)size;
                return ErrorCode.OutOfMemory;
            }
        }
    }
}
