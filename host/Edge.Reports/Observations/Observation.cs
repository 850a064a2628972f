namespace Edge.Reports.Observations;

/// <summary>A question put to every run by a stated rule, one run after the other, so that only one run's trace is in memory.</summary>
public abstract class Observation
{
    /// <summary>What is asked, a few words.</summary>
    public abstract string Name { get; }

    /// <summary>The rule by which it is decided, a sentence or two.</summary>
    public abstract string Rule { get; }

    /// <summary>Runs looked at.</summary>
    public int Runs { get; private set; }

    /// <summary>Looks at a run.</summary>
    public void Add(RunTrace run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Look(run);
        Runs++;
    }

    /// <summary>What was found in the runs added.</summary>
    /// <exception cref="InvalidOperationException">No run was added.</exception>
    public Finding Result() => Runs > 0 ? Conclude() : throw new InvalidOperationException($"{Name}: no run was added.");

    /// <summary>Looks at a run, all of whose epochs are there.</summary>
    protected abstract void Look(RunTrace run);

    /// <summary>Puts it into words and numbers; at least one run was looked at.</summary>
    protected abstract Finding Conclude();
}
