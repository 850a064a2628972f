namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.Load"/>: content bytes follow from <see cref="Bytes"/> to the end of the body.</summary>
    public static class LoadBody
    {
        /// <summary>As in LOAD_BEGIN (u64).</summary>
        public const int ModelId = 0;

        /// <summary>Place of the bytes in the content (u32).</summary>
        public const int Offset = 8;

        /// <summary>First of the bytes.</summary>
        public const int Bytes = 12;

        /// <summary>Bytes of the body without what varies.</summary>
        public const int Length = 12;
    }
}
