namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.Run"/>: the key that its codes are a pure function of.</summary>
    public static class RunBody
    {
        /// <summary>As in HELLO (u32).</summary>
        public const int SessionNonce = 0;

        /// <summary>Model to run (u64).</summary>
        public const int ModelId = 4;

        /// <summary>Inputs to run it on (u64).</summary>
        public const int InputSetId = 12;

        /// <summary>First row (u32).</summary>
        public const int FirstRow = 20;

        /// <summary>Number of rows (u16).</summary>
        public const int Rows = 24;

        /// <summary>Bytes of the body.</summary>
        public const int Length = 26;
    }
}
