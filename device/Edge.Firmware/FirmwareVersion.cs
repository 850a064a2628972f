namespace Edge.Firmware
{
    /// <summary>Version of the firmware, as INFO reports it and AssemblyInfo repeats it.</summary>
    public static class FirmwareVersion
    {
        /// <summary>Raised when older hosts cannot go on.</summary>
        public const byte Major = 0;

        /// <summary>Raised with every new ability.</summary>
        public const byte Minor = 2;

        /// <summary>Raised with every mend.</summary>
        public const byte Patch = 0;
    }
}
