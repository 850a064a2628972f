using Edge.Names;

namespace Edge.Experiments.Data.Matlab;

/// <summary>
/// The original file of the SZT task (Shwartz-Ziv and Tishby 2017) for those who have it: a MATLAB file with <c>F</c> [4096 x 12], every row
/// of 12 bits once, and <c>y</c>, their 4096 labels. Rows may stand in any order: they are sorted as <c>szt</c> numbers them, so that the
/// data set is the very same table, with the same hash and the same results. A file that differs is refused.
/// </summary>
public static class SztMatFile
{
    /// <summary>Extension of MATLAB files.</summary>
    public const string Extension = ".mat";

    private const string Inputs = "F";
    private const string Labels = "y";

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataSetException">It can't be read, or is not the table of <c>szt</c>; the message says in how many labels.</exception>
    public static DataSet Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        IReadOnlyList<MatVariable> variables;
        try
        {
            variables = MatFile.Read(File.ReadAllBytes(path));
        }
        catch (Exception failure) when (failure is FormatException or InvalidDataException or OverflowException)
        {
            string what = failure is FormatException ? failure.Message : $"it is damaged ({failure.Message})";
            throw new DataSetException($"{path}: {what.TrimEnd('.')}", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException($"{path} can't be read: {failure.Message}", failure);
        }

        MatVariable inputs = Required(path, variables, Inputs);
        MatVariable labels = Required(path, variables, Labels);
        if (inputs.Rows != SztDataSet.Rows || inputs.Columns != SztDataSet.Columns || labels.Elements.Length != SztDataSet.Rows)
        {
            throw new DataSetException(
                $"{path}: F is {inputs.Rows} x {inputs.Columns} and y {labels.Rows} x {labels.Columns}; the SZT file has F {SztDataSet.Rows} x "
                + $"{SztDataSet.Columns} and {SztDataSet.Rows} labels. Export another table as CSV or .npz");
        }

        RequireSameTable(path, inputs, labels);
        DataSet szt = SztDataSet.Create();
        return new DataSet(path, szt.Input, szt.Codes, szt.Labels, szt.ClassNames, szt.ColumnNames);
    }

    private static MatVariable Required(string path, IReadOnlyList<MatVariable> variables, string name) =>
        variables.FirstOrDefault(variable => variable.Name == name)
        ?? throw new DataSetException(
            $"{path}: no real matrix '{name}'{NearestName.Suggestion(name, [.. variables.Select(variable => variable.Name)])}");

    private static void RequireSameTable(string path, MatVariable inputs, MatVariable labels)
    {
        bool[] seen = new bool[SztDataSet.Rows];
        int different = 0;
        int first = 0;
        for (int row = 0; row < SztDataSet.Rows; row++)
        {
            int number = Number(path, inputs, row);
            if (seen[number])
            {
                throw new DataSetException($"{path}: row {row + 1} of F stands there twice; every row of 12 bits should stand there once");
            }

            seen[number] = true;
            if (labels.Elements[row] != SztDataSet.Label(number))
            {
                first = different == 0 ? row : first;
                different++;
            }
        }

        if (different > 0)
        {
            throw new DataSetException(
                $"{path} differs from szt in {different} of {SztDataSet.Rows} labels, first in row {first + 1}; to use it as it is, export it as CSV");
        }
    }

    private static int Number(string path, MatVariable inputs, int row)
    {
        int number = 0;
        for (int column = 0; column < SztDataSet.Columns; column++)
        {
            double bit = inputs[row, column];
            if (bit is not (0 or 1))
            {
                throw new DataSetException(FormattableString.Invariant($"{path}: F({row + 1},{column + 1}) is {bit}, a bit 0 or 1 is needed"));
            }

            number = (2 * number) + (int)bit;
        }

        return number;
    }
}
