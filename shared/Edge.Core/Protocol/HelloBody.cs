namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.Hello"/>.</summary>
    public static class HelloBody
    {
        /// <summary>Version the host speaks (u8).</summary>
        public const int ProtocolVersion = 0;

        /// <summary>Drawn by each host process (u32).</summary>
        public const int SessionNonce = 1;

        /// <summary>Bytes of the body.</summary>
        public const int Length = 5;
    }
}
