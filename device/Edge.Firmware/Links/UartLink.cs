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

        private readonly SerialPort port;

        /// <summary>Sets the pins and opens the port: 8 data bits, no parity, one stop bit.</summary>
        public UartLink(BoardPins pins)
        {
            bool third = pins.Port == "COM3";
            Configuration.SetPinFunction(pins.ReceivePin, third ? DeviceFunction.COM3_RX : DeviceFunction.COM2_RX);
            Configuration.SetPinFunction(pins.TransmitPin, third ? DeviceFunction.COM3_TX : DeviceFunction.COM2_TX);
            port = new SerialPort(pins.Port, pins.Bauds, Parity.None, 8, StopBits.One);
            port.ReadBufferSize = ReceiveBufferBytes;
            port.ReadTimeout = ReadTimeoutMilliseconds;
            port.Open();
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
        public override void Write(byte[] buffer, int offset, int count)
        {
            port.Write(buffer, offset, count);
        }
    }
}
