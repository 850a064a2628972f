using System;
using System.IO.Ports;
using Edge.Firmware.Boards;
using nanoFramework.Hardware.Esp32;

namespace Edge.Firmware.Links
{
    /// <summary>
    /// A serial port that is polled: SerialPort.Read blocks until all bytes asked for are there, so it is asked for no more than have come.
    /// An overflow can still take them away between the two calls; the read then ends by its timeout.
    /// </summary>
    public sealed class UartLink : Link
    {
        private const int ReadTimeoutMilliseconds = 20;

        /// <summary>Fewest bytes worth a write of their own, which costs as much as some hundred instructions.</summary>
        private const int LeastPiece = 32;

        private readonly SerialPort port;
        private readonly Board board;
        private readonly TransmitFifo fifo;

        /// <summary>Sets the pins and opens the port: 8 data bits, no parity, one stop bit.</summary>
        public UartLink(BoardPins pins, Board board)
        {
            this.board = board;
            bool third = pins.Port == "COM3";
            Configuration.SetPinFunction(pins.ReceivePin, third ? DeviceFunction.COM3_RX : DeviceFunction.COM2_RX);
            Configuration.SetPinFunction(pins.TransmitPin, third ? DeviceFunction.COM3_TX : DeviceFunction.COM2_TX);
            port = new SerialPort(pins.Port, pins.Bauds, Parity.None, 8, StopBits.One);
            port.ReadBufferSize = ReceiveBufferBytes;
            port.ReadTimeout = ReadTimeoutMilliseconds;
            port.Open();
            fifo = new TransmitFifo(port.BaudRate);
        }

        /// <inheritdoc />
        public override int Read(byte[] buffer, int offset, int count)
        {
            int there = port.BytesToRead;
            if (there > count)
            {
                there = count;
            }

            if (there == 0)
            {
                return 0;
            }

            try
            {
                return port.Read(buffer, offset, there);
            }
            catch (TimeoutException)
            {
                return 0;
            }
        }

        /// <inheritdoc />
        public override int WriteSome(byte[] buffer, int offset, int count)
        {
            int room = fifo.Room(board.Microseconds());
            if (room < count)
            {
                if (room < LeastPiece)
                {
                    return 0;
                }

                count = room;
            }

            port.Write(buffer, offset, count);
            fifo.Add(count);
            return count;
        }

        /// <inheritdoc />
        public override void Write(byte[] buffer, int offset, int count)
        {
            fifo.Room(board.Microseconds());
            port.Write(buffer, offset, count);
            fifo.Add(count);
        }
    }
}
