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

    /// <summary>Returns when the specification is accepted for a network that is.</summary>
    /// <exception cref="SpecException">It is not; the message has one line per fault.</exception>
    public static void Require(TrainingSpec training, NetworkSpec network)
    {
        IReadOnlyList<string> faults = Faults(training, network);
        if (faults.Count > 0)
        {
            throw new SpecException(faults);
        }
    }

    /// <summary>What is wrong with a training specification for a network, one line per fault; empty when it is accepted.</summary>
    public static IReadOnlyList<string> Faults(TrainingSpec training, NetworkSpec network)
    {
        bool binary = network.Output.WeightBits == 1 || network.Hidden.Any(layer => layer.WeightBits == 1);
        return training.Bop is null || binary
            ? Faults(training)
            : [.. Faults(training), "bop: the network has no layer of binary weights, which alone it trains; leave it out"];
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
        if (training.Bop is BopSpec bop)
        {
            faults.Check(bop.Threshold >= 0 && double.IsFinite(bop.Threshold), $"bop: threshold {FaultList.Text(bop.Threshold)} is not 0 or more and finite");
            faults.Check(bop.Gamma is > 0 and <= 1, $"bop: gamma {FaultList.Text(bop.Gamma)} is not above 0 and up to 1");
        }

        if (training.Prefit is PrefitSpec prefit)
        {
            faults.Range("prefit: epochs", prefit.Epochs, 1, int.MaxValue);
            faults.Defined("prefit: labels", prefit.Labels);
        }

        return faults.Lines;
    }
}
