using Edge.Experiments.Data;
using Edge.Information.Codes;
using Edge.Information.Exact;

namespace Edge.Experiments.Measuring;

/// <summary>Finds rows of a data set that have equal inputs: for information they are one value of X.</summary>
internal static class InputClasses
{
    /// <summary>Class of each row's input, [rows]; null where all inputs differ.</summary>
    public static int[]? Of(DataSet data)
    {
        PackedCodes inputs = PackedCodes.FromBytes(data.Codes, data.Rows, data.Input.Width, data.Input.Bits);
        int[] classes = RowClasses.Of(inputs, out int count);
        return count == data.Rows ? null : classes;
    }
}
