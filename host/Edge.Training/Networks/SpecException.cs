namespace Edge.Training.Networks;

/// <summary>A network or training specification that is not accepted. The message has one line per fault.</summary>
public sealed class SpecException : Exception
{
    /// <summary>Collects faults into one message.</summary>
    /// <param name="faults">One line per fault, at least one.</param>
    public SpecException(IReadOnlyList<string> faults)
        : base(string.Join("\n", faults))
    {
        Faults = faults;
    }

    /// <summary>What is wrong, one line per fault.</summary>
    public IReadOnlyList<string> Faults { get; }
}
