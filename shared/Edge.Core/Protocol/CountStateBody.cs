namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.CountState"/>.</summary>
    public static class CountStateBody
    {
        /// <summary>The counting in progress (u32).</summary>
        public const int CountNonce = 0;

        /// <summary>As in COUNT_BEGIN (u64).</summary>
        public const int ModelId = 4;

        /// <summary>As in COUNT_BEGIN (u64).</summary>
        public const int InputSetId = 12;

        /// <summary>Row expected next: those before it are counted (u32).</summary>
        public const int NextRow = 20;

        /// <summary>Time spent computing and counting them (u32).</summary>
        public const int Microseconds = 24;

        /// <summary>Bytes of the body.</summary>
        public const int Length = 28;
    }
}
