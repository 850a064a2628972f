namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.Histogram"/>.</summary>
    public static class HistogramBody
    {
        /// <summary>As in COUNT_BEGIN (u32).</summary>
        public const int CountNonce = 0;

        /// <summary>As in COUNT_BEGIN (u64).</summary>
        public const int ModelId = 4;

        /// <summary>As in COUNT_BEGIN (u64).</summary>
        public const int InputSetId = 12;

        /// <summary>Row expected next when all wanted rows are counted (u32).</summary>
        public const int NextRow = 20;

        /// <summary>Recorded layer, from 0 (u8).</summary>
        public const int Layer = 24;

        /// <summary>First word of the layer, from 0 (u16).</summary>
        public const int FirstWord = 25;

        /// <summary>Most bytes of sections wanted in the answer (u16); one word comes in any case.</summary>
        public const int MostBytes = 27;

        /// <summary>Bytes of the body.</summary>
        public const int Length = 29;
    }
}
