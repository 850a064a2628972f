namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.RunDone"/>.</summary>
    public static class RunDoneBody
    {
        /// <summary>As in the request (u32).</summary>
        public const int SessionNonce = 0;

        /// <summary>As in the request (u64).</summary>
        public const int ModelId = 4;

        /// <summary>As in the request (u64).</summary>
        public const int InputSetId = 12;

        /// <summary>As in the request (u32).</summary>
        public const int FirstRow = 20;

        /// <summary>As in the request (u16).</summary>
        public const int Rows = 24;

        /// <summary>Time spent computing, without sending (u32).</summary>
        public const int Microseconds = 26;

        /// <summary>Bytes of the body.</summary>
        public const int Length = 30;
    }
}
