namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.StatsState"/>.</summary>
    public static class StatsStateBody
    {
        /// <summary>Drawn at every start of the device (u32).</summary>
        public const int BootNonce = 0;

        /// <summary>Time since the start (u32).</summary>
        public const int UptimeMilliseconds = 4;

        /// <summary>Bytes (u32).</summary>
        public const int FreeHeap = 8;

        /// <summary>Sound frames received since the start (u32).</summary>
        public const int FramesAccepted = 12;

        /// <summary>Unsound frames received since the start (u32).</summary>
        public const int FramesDropped = 16;

        /// <summary>Rows computed since the start (u32).</summary>
        public const int RowsComputed = 20;

        /// <summary>Time spent computing since the start (u32).</summary>
        public const int ComputeMicroseconds = 24;

        /// <summary>Bytes of the body.</summary>
        public const int Length = 28;
    }
}
