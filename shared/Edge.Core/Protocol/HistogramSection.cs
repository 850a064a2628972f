namespace Edge.Core.Protocol
{
    /// <summary>Words of one layer in <see cref="MessageType.HistogramWords"/>: these fields, then the words.</summary>
    public static class HistogramSection
    {
        /// <summary>Recorded layer, from 0 (u8).</summary>
        public const int Layer = 0;

        /// <summary><see cref="LayerState"/> (u8).</summary>
        public const int State = 1;

        /// <summary>Distinct words of the layer (u16).</summary>
        public const int Words = 2;

        /// <summary>CRC-32 of all words of the layer as they are sent (u32).</summary>
        public const int Crc = 4;

        /// <summary>First word in this section, from 0 (u16).</summary>
        public const int FirstWord = 8;

        /// <summary>Words in this section (u16).</summary>
        public const int Count = 10;

        /// <summary>Bytes before the words.</summary>
        public const int Length = 12;
    }
}
