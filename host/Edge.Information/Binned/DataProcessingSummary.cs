namespace Edge.Information.Binned;

/// <summary>All breaks between two neighbouring layers.</summary>
/// <param name="Earlier">Name of the layer nearer the input.</param>
/// <param name="Later">Name of the next recorded layer.</param>
/// <param name="Quantity">Which information.</param>
/// <param name="Count">Runs and epochs at which it breaks.</param>
/// <param name="Runs">Runs in which it breaks.</param>
/// <param name="FirstEpoch">First epoch at which it breaks, in any run.</param>
/// <param name="LastEpoch">Last epoch at which it breaks, in any run.</param>
/// <param name="LargestExcess">Largest excess, in bits.</param>
public sealed record DataProcessingSummary(
    string Earlier,
    string Later,
    PlaneQuantity Quantity,
    int Count,
    int Runs,
    int FirstEpoch,
    int LastEpoch,
    double LargestExcess);
