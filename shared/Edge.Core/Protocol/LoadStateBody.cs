namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.LoadState"/>.</summary>
    public static class LoadStateBody
    {
        /// <summary>The model that is loaded or loading (u64).</summary>
        public const int ModelId = 0;

        /// <summary>Offset expected next (u32).</summary>
        public const int NextOffset = 8;

        /// <summary>1: hash and content checked, ready to run (u8).</summary>
        public const int Complete = 12;

        /// <summary>Bytes of the body.</summary>
        public const int Length = 13;
    }
}
