namespace Edge.Reports.Observations;

/// <summary>Norms of the gradients of one run at every measured epoch after the first step.</summary>
/// <param name="Layers">Names of the layers from the input on.</param>
/// <param name="Epochs">Measured epochs, rising, each 1 or more, at least one.</param>
/// <param name="Mean">Norm of the means, by layer, then by place in <paramref name="Epochs"/>.</param>
/// <param name="Deviation">Norm of the standard deviations, likewise.</param>
/// <param name="Variance">Norm of the variances, likewise.</param>
public sealed record GradientTrace(
    IReadOnlyList<string> Layers, int[] Epochs, double[][] Mean, double[][] Deviation, double[][] Variance);
