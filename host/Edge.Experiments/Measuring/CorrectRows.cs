using System.Numerics;
using Edge.Experiments.Data;

namespace Edge.Experiments.Measuring;

/// <summary>Counts rows classified right, training and test rows in one pass over all rows.</summary>
internal sealed class CorrectRows
{
    private readonly int[] labels;

    // -1 for a row of the set, else 0.
    private readonly int[] inTrain;
    private readonly int[] inTest;

    /// <summary>Prepares for a split of a data set.</summary>
    public CorrectRows(DataSet data, RowSplit split)
    {
        labels = data.Labels;
        inTrain = Mask(split.Train);
        inTest = Mask(split.Test);
        TrainRows = split.Train.Length;
        TestRows = split.Test.Length;
    }

    /// <summary>Number of training rows.</summary>
    public int TrainRows { get; }

    /// <summary>Number of test rows.</summary>
    public int TestRows { get; }

    /// <summary>Counts.</summary>
    /// <param name="predictions">Predicted class of every row.</param>
    public (int Train, int Test) Count(int[] predictions)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predictions.Length, labels.Length);
        int lanes = Vector<int>.Count;
        Vector<int> train = Vector<int>.Zero;
        Vector<int> test = Vector<int>.Zero;
        int row = 0;
        for (; row <= labels.Length - lanes; row += lanes)
        {
            Vector<int> right = Vector.Equals(new Vector<int>(predictions, row), new Vector<int>(labels, row));
            train -= right & new Vector<int>(inTrain, row);
            test -= right & new Vector<int>(inTest, row);
        }

        int trainRows = Vector.Sum(train);
        int testRows = Vector.Sum(test);
        for (; row < labels.Length; row++)
        {
            trainRows -= predictions[row] == labels[row] ? inTrain[row] : 0;
            testRows -= predictions[row] == labels[row] ? inTest[row] : 0;
        }

        return (trainRows, testRows);
    }

    private int[] Mask(int[] rows)
    {
        int[] mask = new int[labels.Length];
        foreach (int row in rows)
        {
            mask[row] = -1;
        }

        return mask;
    }
}
