using System;
using Edge.Core.Models;
using Edge.Core.Protocol;

namespace Edge.Firmware.Sessions
{
    /// <summary>
    /// The one model a device holds: content as it arrives, then the checked model. Calls return 0 or an <see cref="ErrorCode"/>.
    /// </summary>
    public sealed class ModelSlot
    {
        /// <summary>Largest content in bytes: the largest array of nanoFramework.</summary>
        public const int LargestContent = 786296;

        /// <summary>The 64-bit id of the model that is there or arriving.</summary>
        public ulong Id;

        /// <summary>The model, checked; null where none is complete.</summary>
        public IntegerModel Model;

        /// <summary>What belongs to the last error code returned.</summary>
        public uint Detail;

        private byte[] content;
        private int size;
        private int filled;

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
            if (bytes > LargestContent)
            {
                Detail = bytes;
                return ErrorCode.OutOfMemory;
            }

            try
            {
                content = new byte[(int)bytes];
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

            Array.Copy(bytes, bytesOffset, content, filled, count);
            filled += count;
            return filled == size ? Complete() : (byte)0;
        }

        /// <summary>Drops what is there.</summary>
        public void Forget()
        {
            Id = 0;
            Model = null;
            content = null;
            size = 0;
            filled = 0;
        }

        private byte Complete()
        {
            byte error = Read();
            content = null;
            if (error != 0)
            {
                Forget();
            }

            return error;
        }

        private byte Read()
        {
            if (ModelIdentity.Id(ModelIdentity.Hash(content, 0, size)) != Id)
            {
                Detail = 0;
                return ErrorCode.BadModel;
            }

            try
            {
                Model = ModelContentReader.Read(content, 0, size);
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
