namespace Edge.Core.Inference
{
    /// <summary>
    /// The one rule about a board's heap. What a model must have to run row by row (<see cref="DeviceInference"/> made with a budget of 0)
    /// decides whether it is refused. Beyond that, weights, tables and buffers that serve only speed are made where there is room for them:
    /// as much as is free less <see cref="KeptFree"/>, the kernels' first, then those of blocks of rows.
    /// </summary>
    public static class HeapBudget
    {
        /// <summary>Largest block of inputs that a board takes, in bytes, as INFO reports it.</summary>
        public const int LargestInputBlock = 16384;

        /// <summary>Bytes that are never spent on speed: a block of inputs, which may still come, and what the runtime needs.</summary>
        public const int KeptFree = LargestInputBlock + 8192;

        /// <summary>Bytes that may be spent on speed where so many are free; 0 or more.</summary>
        public static int ForSpeed(uint freeBytes)
        {
            return freeBytes > KeptFree ? (int)(freeBytes - KeptFree) : 0;
        }
    }
}
