using Edge.Information.Codes;

namespace Edge.Information.Exact;

/// <summary>Numbers distinct rows, for instance to find which rows of a data set have equal inputs.</summary>
public static class RowClasses
{
    /// <summary>The class of each row: equal rows get equal classes, numbered 0, 1, ... in the order of first appearance.</summary>
    /// <param name="codes">The rows.</param>
    /// <param name="classes">Number of distinct rows.</param>
    public static int[] Of(PackedCodes codes, out int classes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var classOf = new int[codes.Rows];
        classes = codes.Rows == 0 ? 0 : new RowClassifier(codes.Rows).Classify(codes.Words, codes.WordsPerRow, codes.RowBits, classOf);
        return classOf;
    }
}
