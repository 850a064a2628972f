namespace Edge.Core.Protocol
{
    /// <summary>Where a device takes its input rows from.</summary>
    public static class InputMode
    {
        /// <summary>Row r is the number r: input i is bit (width - 1 - i) of r. No bytes are sent.</summary>
        public const byte Counting = 0;

        /// <summary>Rows are sent in blocks of packed codes.</summary>
        public const byte Block = 1;
    }
}
