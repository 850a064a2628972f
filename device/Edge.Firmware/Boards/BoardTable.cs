using System;

namespace Edge.Firmware.Boards
{
    /// <summary>
    /// Pins per kind of board, looked up by the name of the nanoFramework target that the board was flashed with. Pins 16 and 17, the usual
    /// ones, are free on WROOM modules only: PSRAM takes them on WROVER modules and flash on the PICO-D4. There 32 and 33 serve, which
    /// nanoFramework's own serial tests use. On the S2 and S3, 17 and 18 are the pins that UART 1 is wired to by default.
    /// </summary>
    public static class BoardTable
    {
        /// <summary>Speed of the line on every board, in bauds; that of nanoFramework's own line for deployment.</summary>
        public const int Bauds = 921600;

        /// <summary>The table; the first entry whose part occurs in the name counts.</summary>
        public static BoardPins[] All()
        {
            return new BoardPins[]
            {
                new BoardPins("PSRAM", "COM2", 32, 33, Bauds),
                new BoardPins("WROVER", "COM2", 32, 33, Bauds),
                new BoardPins("PICO", "COM2", 32, 33, Bauds),
                new BoardPins("ESP32_S2", "COM2", 18, 17, Bauds),
                new BoardPins("ESP32_S3", "COM2", 18, 17, Bauds),
                new BoardPins("ESP32_BLE_REV", "COM2", 16, 17, Bauds),
                new BoardPins("ESP32_REV", "COM2", 16, 17, Bauds),
            };
        }

        /// <summary>The pins of a target.</summary>
        /// <param name="targetName">Name of the target, such as ESP32_REV3.</param>
        /// <exception cref="InvalidOperationException">The table has no entry for it.</exception>
        public static BoardPins Find(string targetName)
        {
            BoardPins[] all = All();
            for (int i = 0; i < all.Length; i++)
            {
                if (targetName.Contains(all[i].NamePart))
                {
                    return all[i];
                }
            }

            throw new InvalidOperationException("no pins are known for the target " + targetName + ": add a line to BoardTable");
        }
    }
}
