namespace Edge.Firmware.Links
{
    /// <summary>
    /// How full the serial controller's transmit FIFO is, by the clock: nanoFramework does not tell. On an ESP32 the driver has no transmit
    /// buffer besides; SerialPort.Write puts into the FIFO what fits and returns at once where that is all. Otherwise it returns when the
    /// last bytes are in the FIFO, which the driver fills up again whenever fewer than ten bytes are left (nf-interpreter,
    /// targets/ESP32/_nanoCLR/System.IO.Ports; ESP-IDF 5.5, esp_driver_uart).
    /// </summary>
    public sealed class TransmitFifo
    {
        /// <summary>Bytes that the FIFO of an ESP32, S2 or S3 holds.</summary>
        public const int Capacity = 128;

        /// <summary>Bytes by which the FIFO is taken for fuller than it should be: one too many makes a write wait for 119.</summary>
        private const int Spare = 4;

        /// <summary>A byte, in microseconds times bauds: start, eight data bits, stop.</summary>
        private const ulong Byte = 10UL * 1000000UL;

        private readonly ulong bauds;

        // Moments, in microseconds times bauds; they wrap after months. Asked for in the middle of computing, so that instructions count.
        private ulong freeAt;

        /// <summary>An empty FIFO of a line of so many bauds.</summary>
        public TransmitFifo(int bauds)
        {
            this.bauds = (ulong)bauds;
        }

        /// <summary>Bytes that surely fit at a moment, in microseconds on a clock that never goes back; may be below 0.</summary>
        public int Room(ulong now)
        {
            ulong at = now * bauds;
            long left = (long)(freeAt - at);
            if (left <= 0)
            {
                freeAt = at;
                return Capacity - Spare;
            }

            int bytes = (int)((left + (long)Byte - 1) / (long)Byte);
            if (bytes > Capacity)
            {
                // The last write is over, so that no more can be left.
                bytes = Capacity;
                freeAt = at + Capacity * Byte;
            }

            return Capacity - Spare - bytes;
        }

        /// <summary>Bytes have been written since <see cref="Room"/> was asked, be it more than fitted: the line was busy all the while.</summary>
        public void Add(int count)
        {
            freeAt += (ulong)count * Byte;
        }
    }
}
