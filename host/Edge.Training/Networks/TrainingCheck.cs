namespace Edge.Training.Networks;

/// <summary>The acceptance check of training specifications.</summary>
public static class TrainingCheck
{
    /// <summary>Largest batch, in rows.</summary>
    public const int MaxBatchSize = 65536;

    /// <summary>Returns when the specification is accepted.</summary>
    /// <exception cref="SpecException">It is not; the message has one line per fault.</exception>
    public static void Require(TrainingSpec training)
    {
        IReadOnlyList<string> faults = Faults(training);
        if (faults.Count > 0)
        {
            throw new SpecException(faults);
        }
    }

    /// <summary>What is wrong with a training specification, one line per fault; empty when it is accepted.</summary>
    public static IReadOnlyList<string> Faults(TrainingSpec training)
    {
        var faults = new FaultList();
        faults.Positive("adam: learning rate", training.Adam.LearningRate);
        faults.Fraction("adam: beta1", training.Adam.Beta1);
        faults.Fraction("adam: beta2", training.Adam.Beta2);
        faults.Positive("adam: epsilon", training.Adam.Epsilon);
        faults.Defined("adam: epsilon placement", training.Adam.EpsilonPlacement);
        faults.Range("batch size", training.BatchSize, 1, MaxBatchSize);
        faults.Range("epochs", training.Epochs, 0, int.MaxValue);
        return faults.Lines;
    }
}
