namespace Edge.Firmware.Batch
{
    /// <summary>The lines that a job prints; whatever else the runtime prints is not of them. The host reads by the same file.</summary>
    public static class JobText
    {
        /// <summary>
        /// <c>edge row NUMBER OFFSET HEX</c>: bytes of a packed row from an offset; of accumulators, row L is layer L, 4 bytes each.
        /// </summary>
        public const string Row = "edge row ";

        /// <summary>Most bytes in a line.</summary>
        public const int BytesPerLine = 64;

        /// <summary><c>edge error TEXT</c>: the job cannot be done.</summary>
        public const string Error = "edge error ";

        /// <summary>
        /// <c>edge end ROWS CRC</c>: the last line. CRC-32, 8 hexadecimal digits, over the job (from its layout's version to its last
        /// input byte) and then the bytes of all rows.
        /// </summary>
        public const string End = "edge end ";
    }
}
