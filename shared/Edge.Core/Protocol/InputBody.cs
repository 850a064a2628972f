namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.Input"/>: packed rows follow from <see cref="Bytes"/> to the end of the body.</summary>
    public static class InputBody
    {
        /// <summary>As in INPUT_BEGIN (u64).</summary>
        public const int InputSetId = 0;

        /// <summary>As in INPUT_BEGIN (u32).</summary>
        public const int FirstRow = 8;

        /// <summary>Place of the bytes in the block (u32).</summary>
        public const int Offset = 12;

        /// <summary>First of the bytes.</summary>
        public const int Bytes = 16;

        /// <summary>Bytes of the body without what varies.</summary>
        public const int Length = 16;
    }
}
