namespace Edge.Inference.Kernels;

/// <summary>
/// How rows are grouped: 512 rows go through all layers together. Codes of one bit are held as planes, eight words of 64 rows for each
/// element; wider codes as pairs, for every block of 16 rows and every two elements one lane of 32 bits per row.
/// </summary>
internal static class RowBlock
{
    /// <summary>Rows of a block: one vector of 512 bits holds a pair of codes for each.</summary>
    public const int Rows = 16;

    /// <summary>Rows of a group.</summary>
    public const int GroupRows = 512;

    /// <summary>Words of 64 rows in a plane.</summary>
    public const int PlaneWords = GroupRows / 64;

    /// <summary>Values of 16 bits in one pair of a block.</summary>
    public const int ShortsPerPair = 2 * Rows;

    /// <summary>Blocks that are computed together.</summary>
    public const int BlocksPerStep = 2;

    /// <summary>Pairs that hold so many elements.</summary>
    public static int Pairs(int elements) => (elements + 1) / 2;
}
