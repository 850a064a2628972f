namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.Codes"/>: packed rows follow from <see cref="Bytes"/> to the end of the body.</summary>
    public static class CodesBody
    {
        /// <summary>As in the request (u32).</summary>
        public const int SessionNonce = 0;

        /// <summary>As in the request (u64).</summary>
        public const int ModelId = 4;

        /// <summary>As in the request (u64).</summary>
        public const int InputSetId = 12;

        /// <summary>First row in this frame (u32).</summary>
        public const int FirstRow = 20;

        /// <summary>Rows in this frame (u16).</summary>
        public const int Rows = 24;

        /// <summary>Place of the bytes in their row; 0 where whole rows are sent (u16).</summary>
        public const int ByteOffset = 26;

        /// <summary>First of the bytes.</summary>
        public const int Bytes = 28;

        /// <summary>Bytes of the body without what varies.</summary>
        public const int Length = 28;
    }
}
