namespace Edge.Training.Networks;

/// <summary>Labels that say nothing of the inputs.</summary>
public enum PrefitLabels
{
    /// <summary>The true labels of the training rows in a random order: the classes keep their shares.</summary>
    Shuffled,

    /// <summary>For every row one of the network's classes, all equally likely.</summary>
    Random,
}
