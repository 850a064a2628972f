namespace Edge.Firmware.Batch
{
    /// <summary>
    /// Where a job's parts lie in the data assembly's region, in bytes from its beginning; numbers are 32 bits, little-endian. The host
    /// writes by the same file.
    /// </summary>
    public static class JobLayout
    {
        /// <summary>The version that this file describes.</summary>
        public const int Version = 1;

        /// <summary>The 16 bytes by which a region is found: <c>EDGE batch data</c> and a line feed.</summary>
        public const ulong MarkerLow = 0x7461622045474445;

        /// <summary>The second half of the marker.</summary>
        public const ulong MarkerHigh = 0x0A61746164206863;

        /// <summary>Length of the whole region.</summary>
        public const int Size = 16;

        /// <summary>CRC-32 of everything from <see cref="LayoutVersion"/> to the last input byte; 0 in a template.</summary>
        public const int Crc = 20;

        /// <summary>The layout's version.</summary>
        public const int LayoutVersion = 24;

        /// <summary>What is wanted: <see cref="Nothing"/>, <see cref="Codes"/> or <see cref="Accumulators"/>.</summary>
        public const int Wanted = 28;

        /// <summary>Number of the first row.</summary>
        public const int FirstRow = 32;

        /// <summary>Rows to compute, 1 or more.</summary>
        public const int Rows = 36;

        /// <summary>Bytes of model content.</summary>
        public const int ModelBytes = 40;

        /// <summary>Bytes of packed input rows; 0 where the inputs count.</summary>
        public const int InputBytes = 44;

        /// <summary>The model content; the input rows follow it.</summary>
        public const int Content = 48;

        /// <summary>A template: no job.</summary>
        public const int Nothing = 0;

        /// <summary>The recorded codes of every row.</summary>
        public const int Codes = 1;

        /// <summary>The accumulators of the first row, layer by layer.</summary>
        public const int Accumulators = 2;
    }
}
