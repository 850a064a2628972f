using System;
using System.Threading;
using Edge.Firmware.Boards;
using Edge.Firmware.Links;
using Edge.Firmware.Sessions;

namespace Edge.Firmware
{
    /// <summary>Opens the board's line and serves the host for ever.</summary>
    public static class Program
    {
        private const int EagerPolls = 200;
        private const int EagerSleepMilliseconds = 1;
        private const int LazySleepMilliseconds = 10;

        /// <summary>The entry point.</summary>
        public static void Main()
        {
            Esp32Board board = new Esp32Board();
            BoardPins pins = BoardTable.Find(board.Name);
            Session session = new Session(new UartLink(pins, board), board);
            Console.WriteLine("Edge " + board.Name + " listens on " + pins.Port);

            int idlePolls = 0;
            while (true)
            {
                if (session.Step())
                {
                    idlePolls = 0;
                    continue;
                }

                // At 921600 bauds the receive buffer holds what 22 ms bring, so that even the longer sleep loses nothing.
                Thread.Sleep(idlePolls < EagerPolls ? EagerSleepMilliseconds : LazySleepMilliseconds);
                if (idlePolls < EagerPolls)
                {
                    idlePolls++;
                }
            }
        }
    }
}
