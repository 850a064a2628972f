using Edge.Firmware.Boards;

namespace Edge.Testing.Firmware
{
    /// <summary>A board of so much heap, whose clock goes on by a microsecond whenever it is looked at.</summary>
    public sealed class DeskBoard : Board
    {
        private readonly uint freeHeap;
        private readonly uint bootNonce;
        private ulong microseconds;

        public DeskBoard(uint freeHeap, uint bootNonce)
        {
            this.freeHeap = freeHeap;
            this.bootNonce = bootNonce;
        }

        public override string Name
        {
            get { return "DESK"; }
        }

        public override ulong Microseconds()
        {
            microseconds++;
            return microseconds;
        }

        public override uint FreeHeap()
        {
            return freeHeap;
        }

        public override uint BootNonce()
        {
            return bootNonce;
        }
    }
}
