namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.Error"/>.</summary>
    public static class ErrorBody
    {
        /// <summary><see cref="ErrorCode"/> (u8).</summary>
        public const int Code = 0;

        /// <summary>What the code says it is (u32).</summary>
        public const int Detail = 1;

        /// <summary>Bytes of the body.</summary>
        public const int Length = 5;
    }
}
