namespace Edge.Firmware.Boards
{
    /// <summary>What a session asks of the board besides its line.</summary>
    public abstract class Board
    {
        /// <summary>Name that INFO reports, ASCII, at most 64 characters.</summary>
        public abstract string Name { get; }

        /// <summary>Time since some moment before the start, in microseconds.</summary>
        public abstract ulong Microseconds();

        /// <summary>Collects and compacts the heap and returns what is free, in bytes.</summary>
        public abstract uint FreeHeap();

        /// <summary>A number that differs from start to start: which one never influences a code.</summary>
        public abstract uint BootNonce();
    }
}
