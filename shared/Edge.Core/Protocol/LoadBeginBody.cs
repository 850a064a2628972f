namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.LoadBegin"/>.</summary>
    public static class LoadBeginBody
    {
        /// <summary>First 8 bytes of the SHA-256 of the content (u64).</summary>
        public const int ModelId = 0;

        /// <summary>Bytes of the content (u32).</summary>
        public const int Size = 8;

        /// <summary>Bytes of the body.</summary>
        public const int Length = 12;
    }
}
