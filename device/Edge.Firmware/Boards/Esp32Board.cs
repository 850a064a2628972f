using System;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace Edge.Firmware.Boards
{
    /// <summary>An ESP32 under nanoFramework.</summary>
    public sealed class Esp32Board : Board
    {
        /// <inheritdoc />
        public override string Name
        {
            get { return SystemInfo.TargetName; }
        }

        /// <inheritdoc />
        public override ulong Microseconds()
        {
            return HighResTimer.GetCurrent();
        }

        /// <inheritdoc />
        public override uint FreeHeap()
        {
            return nanoFramework.Runtime.Native.GC.Run(true);
        }

        /// <summary>From the hardware's random generator, which System.Random reads on an ESP32, and the clock.</summary>
        public override uint BootNonce()
        {
            Random random = new Random();
            return (uint)random.Next() ^ ((uint)random.Next() << 16) ^ (uint)HighResTimer.GetCurrent();
        }
    }
}
