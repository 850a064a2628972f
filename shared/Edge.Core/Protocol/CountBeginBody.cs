namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.CountBegin"/>.</summary>
    public static class CountBeginBody
    {
        /// <summary>Drawn by the host for every counting (u32).</summary>
        public const int CountNonce = 0;

        /// <summary>Model whose codes are counted (u64).</summary>
        public const int ModelId = 4;

        /// <summary>Inputs to run it on (u64).</summary>
        public const int InputSetId = 12;

        /// <summary>First row (u32).</summary>
        public const int FirstRow = 20;

        /// <summary>Number of rows (u16).</summary>
        public const int Rows = 24;

        /// <summary>Number of classes: labels are 0..classes - 1 (u16).</summary>
        public const int Classes = 26;

        /// <summary>Bytes of the body.</summary>
        public const int Length = 28;
    }
}
