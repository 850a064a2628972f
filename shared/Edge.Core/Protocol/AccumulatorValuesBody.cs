namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.AccumulatorValues"/>: accumulators follow from <see cref="Values"/>, 4 bytes each.</summary>
    public static class AccumulatorValuesBody
    {
        /// <summary>As in the request (u32).</summary>
        public const int SessionNonce = 0;

        /// <summary>As in the request (u64).</summary>
        public const int ModelId = 4;

        /// <summary>As in the request (u64).</summary>
        public const int InputSetId = 12;

        /// <summary>As in the request (u32).</summary>
        public const int Row = 20;

        /// <summary>As in the request (u8).</summary>
        public const int Layer = 24;

        /// <summary>As in the request (u16).</summary>
        public const int FirstNeuron = 25;

        /// <summary>As in the request (u8).</summary>
        public const int Count = 27;

        /// <summary>First of the accumulators.</summary>
        public const int Values = 28;

        /// <summary>Bytes of the body without what varies.</summary>
        public const int Length = 28;
    }
}
