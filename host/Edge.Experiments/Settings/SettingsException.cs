namespace Edge.Experiments.Settings;

/// <summary>A network file or preset that can't be used; one line with the file and the member.</summary>
public sealed class SettingsException : ExperimentException
{
    /// <summary>Creates the exception with a one-line message.</summary>
    public SettingsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a one-line message and the failure below it.</summary>
    public SettingsException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
