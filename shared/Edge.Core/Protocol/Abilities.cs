namespace Edge.Core.Protocol
{
    /// <summary>What a device can do beside RUN: bits of the byte that follows the name in INFO. Older firmware sends no such byte.</summary>
    public static class Abilities
    {
        /// <summary>It counts its own codes: COUNT_BEGIN, COUNT and HISTOGRAM.</summary>
        public const byte Counts = 1;
    }
}
