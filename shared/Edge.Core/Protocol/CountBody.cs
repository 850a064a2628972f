namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.Count"/>: packed labels follow from <see cref="Labels"/> to the end of the body.</summary>
    public static class CountBody
    {
        /// <summary>As in COUNT_BEGIN (u32).</summary>
        public const int CountNonce = 0;

        /// <summary>As in COUNT_BEGIN (u64).</summary>
        public const int ModelId = 4;

        /// <summary>As in COUNT_BEGIN (u64).</summary>
        public const int InputSetId = 12;

        /// <summary>First row to count: the one that is expected next (u32).</summary>
        public const int FirstRow = 20;

        /// <summary>Rows whose labels follow (u16).</summary>
        public const int Rows = 24;

        /// <summary>First byte of the labels.</summary>
        public const int Labels = 26;

        /// <summary>Bytes of the body without what varies.</summary>
        public const int Length = 26;
    }
}
