namespace Edge.Firmware.Boards
{
    /// <summary>Where a kind of board has its serial line to the host.</summary>
    public sealed class BoardPins
    {
        /// <summary>Part of the target's name that marks the kind, such as PSRAM in ESP32_PSRAM_REV3.</summary>
        public readonly string NamePart;

        /// <summary>The port, COM2 or COM3; COM1 is the port for deployment and debugging.</summary>
        public readonly string Port;

        /// <summary>GPIO number of the pin that receives.</summary>
        public readonly int ReceivePin;

        /// <summary>GPIO number of the pin that transmits.</summary>
        public readonly int TransmitPin;

        /// <summary>Speed of the line in bauds.</summary>
        public readonly int Bauds;

        /// <summary>Describes a kind of board.</summary>
        public BoardPins(string namePart, string port, int receivePin, int transmitPin, int bauds)
        {
            NamePart = namePart;
            Port = port;
            ReceivePin = receivePin;
            TransmitPin = transmitPin;
            Bauds = bauds;
        }
    }
}
