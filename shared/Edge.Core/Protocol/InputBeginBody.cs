namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.InputBegin"/>.</summary>
    public static class InputBeginBody
    {
        /// <summary>First 8 bytes of the SHA-256 of the input set (u64).</summary>
        public const int InputSetId = 0;

        /// <summary><see cref="InputMode"/> (u8).</summary>
        public const int Mode = 8;

        /// <summary>First row of the block (u32).</summary>
        public const int FirstRow = 9;

        /// <summary>Rows of the block (u16).</summary>
        public const int Rows = 13;

        /// <summary>Bytes of the block (u32).</summary>
        public const int Size = 15;

        /// <summary>CRC-32 of those bytes (u32).</summary>
        public const int Crc = 19;

        /// <summary>Bytes of the body.</summary>
        public const int Length = 23;
    }
}
