namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.InputState"/>.</summary>
    public static class InputStateBody
    {
        /// <summary>The input set that is loaded or loading (u64).</summary>
        public const int InputSetId = 0;

        /// <summary>First row of the block (u32).</summary>
        public const int FirstRow = 8;

        /// <summary>Offset expected next (u32).</summary>
        public const int NextOffset = 12;

        /// <summary>1: all bytes are there and their CRC fits (u8).</summary>
        public const int Complete = 16;

        /// <summary>Bytes of the body.</summary>
        public const int Length = 17;
    }
}
