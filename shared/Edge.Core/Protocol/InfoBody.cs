namespace Edge.Core.Protocol
{
    /// <summary>Body of <see cref="MessageType.Info"/>: the board's name follows from <see cref="Name"/>, ASCII, then one byte of <see cref="Abilities"/>.</summary>
    public static class InfoBody
    {
        /// <summary>Version the device speaks (u8).</summary>
        public const int ProtocolVersion = 0;

        /// <summary>Firmware version, major (u8).</summary>
        public const int FirmwareMajor = 1;

        /// <summary>Firmware version, minor (u8).</summary>
        public const int FirmwareMinor = 2;

        /// <summary>Firmware version, patch (u8).</summary>
        public const int FirmwarePatch = 3;

        /// <summary>Drawn at every start of the device (u32).</summary>
        public const int BootNonce = 4;

        /// <summary>Bytes (u32).</summary>
        public const int FreeHeap = 8;

        /// <summary>Bytes of a frame both ways, zero bytes included (u16).</summary>
        public const int LargestFrame = 12;

        /// <summary>Bytes of an input block (u32).</summary>
        public const int LargestInputBlock = 14;

        /// <summary>Bytes of the name (u8).</summary>
        public const int NameLength = 18;

        /// <summary>First character.</summary>
        public const int Name = 19;

        /// <summary>Bytes of the body without what varies.</summary>
        public const int Length = 19;
    }
}
