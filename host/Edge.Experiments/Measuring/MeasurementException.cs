namespace Edge.Experiments.Measuring;

/// <summary>What a training came to can't be measured; one line with the epoch, the layer and the reason.</summary>
public sealed class MeasurementException : ExperimentException
{
    /// <summary>Creates the exception with a one-line message.</summary>
    public MeasurementException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
