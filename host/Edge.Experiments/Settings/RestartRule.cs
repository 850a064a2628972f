using System.Globalization;

namespace Edge.Experiments.Settings;

/// <summary>
/// Which runs are begun again with another seed (Lorenzen et al. 2022: those whose training accuracy is below 0.55 at epoch 1000). The
/// accuracy is that of the integer model, or of the network in float arithmetic, on the training rows.
/// </summary>
/// <param name="Below">Accuracy below which a run is begun again, above 0 and below 1.</param>
/// <param name="At">Epoch at which it is looked at, 1 or more; a training that ends before is not looked at.</param>
public sealed record RestartRule(double Below, int At)
{
    /// <summary>Restarts of a run after which it goes on whatever its accuracy is: the task is then too hard for the rule, not the seed bad.</summary>
    public const int Most = 20;

    /// <summary>The rule of Lorenzen et al. (2022).</summary>
    public static RestartRule Lorenzen { get; } = new(0.55, 1000);

    /// <summary>What is wrong with it, or null.</summary>
    internal string? Fault() =>
        !(Below > 0 && Below < 1) ? $"restart.below {Below.ToString("R", CultureInfo.InvariantCulture)} is not above 0 and below 1"
        : At < 1 ? $"restart.at {At} is not an epoch from 1 on"
        : null;
}
