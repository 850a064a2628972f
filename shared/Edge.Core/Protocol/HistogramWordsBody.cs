namespace Edge.Core.Protocol
{
    /// <summary>
    /// Body of <see cref="MessageType.HistogramWords"/>: from <see cref="Sections"/> to the end of the body a <see cref="HistogramSection"/> with its
    /// words for one layer after the other.
    /// </summary>
    public static class HistogramWordsBody
    {
        /// <summary>As in the request (u32).</summary>
        public const int CountNonce = 0;

        /// <summary>As in the request (u64).</summary>
        public const int ModelId = 4;

        /// <summary>As in the request (u64).</summary>
        public const int InputSetId = 12;

        /// <summary>As in the request (u32).</summary>
        public const int NextRow = 20;

        /// <summary>As in the request (u8).</summary>
        public const int Layer = 24;

        /// <summary>As in the request (u16).</summary>
        public const int FirstWord = 25;

        /// <summary>As in the request (u16).</summary>
        public const int MostBytes = 27;

        /// <summary>First section.</summary>
        public const int Sections = 29;

        /// <summary>Bytes of the body without what varies.</summary>
        public const int Length = 29;
    }
}
