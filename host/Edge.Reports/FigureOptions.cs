namespace Edge.Reports;

/// <summary>What a figure shall say and where it will stand.</summary>
public sealed record FigureOptions
{
    /// <summary>Name of the network; any text.</summary>
    public required string Network { get; init; }

    /// <summary>Where the figure will stand; an SVG file by default.</summary>
    public FigureUse Use { get; init; } = FigureUse.File;

    /// <summary>Whether the layer <c>logits</c> is drawn beside <c>softmax</c>; false by default.</summary>
    public bool Logits { get; init; }

    /// <summary>Whether the hidden layers of a plane stand beside it, enlarged; false by default.</summary>
    public bool HiddenLayers { get; init; }

    /// <summary>What the losses of <see cref="Curves.MetricsFigure"/> are, a sentence; empty for nothing said.</summary>
    public string LossOf { get; init; } = "";

    /// <summary>What the accuracies of <see cref="Curves.MetricsFigure"/> are those of.</summary>
    public string AccuracyOf { get; init; } = "the float network";
}
