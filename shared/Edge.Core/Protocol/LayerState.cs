namespace Edge.Core.Protocol
{
    /// <summary>What became of a layer that was to be counted.</summary>
    public static class LayerState
    {
        /// <summary>All its words are there with their counts.</summary>
        public const byte Counted = 0;

        /// <summary>It has more distinct words than there is memory for.</summary>
        public const byte Overflowed = 1;

        /// <summary>Its words have more bits than a device counts.</summary>
        public const byte TooWide = 2;
    }
}
