namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.Accumulators"/>.</summary>
    public static class AccumulatorsBody
    {
        /// <summary>As in HELLO (u32).</summary>
        public const int SessionNonce = 0;

        /// <summary>Model to run (u64).</summary>
        public const int ModelId = 4;

        /// <summary>Inputs to run it on (u64).</summary>
        public const int InputSetId = 12;

        /// <summary>The row (u32).</summary>
        public const int Row = 20;

        /// <summary>Dense layer, from 0 (u8).</summary>
        public const int Layer = 24;

        /// <summary>First neuron (u16).</summary>
        public const int FirstNeuron = 25;

        /// <summary>Number of neurons (u8).</summary>
        public const int Count = 27;

        /// <summary>Bytes of the body.</summary>
        public const int Length = 28;
    }
}
