namespace Edge.Training.Columns;

/// <summary>Training drove a value to NaN, which equals nothing and has no information. The message is one line.</summary>
public sealed class DivergedException : Exception
{
    /// <summary>Names the layer.</summary>
    public DivergedException(string layer)
        : base($"{layer}: a value is NaN (not a number): the training diverged; a lower learning rate may help")
    {
    }
}
