namespace Edge.Reports.Observations;

/// <summary>Something a paper says it saw, and how it is judged in one run.</summary>
/// <param name="Text">The claim, in our words, with its place.</param>
/// <param name="Rule">When a run bears it out.</param>
/// <param name="Holds">Judges a run by its layers; the hidden ones and the last one, the output.</param>
public sealed record PaperClaim(string Text, string Rule, Func<IReadOnlyList<LayerPhases>, LayerPhases, bool> Holds)
{
    private static readonly PaperClaim OutputHasBoth = new(
        "Fitting and compression are both seen in the softmax layer (Lorenzen et al. 2022, section 1)",
        "softmax fits and compresses",
        (_, output) => output.Fits && output.Compresses);

    private static readonly PaperClaim AllFit = new(
        "There is a fitting phase (Lorenzen et al. 2022, section 5)",
        "softmax and the last hidden layer fit",
        (hidden, output) => output.Fits && hidden[^1].Fits);

    private static readonly PaperClaim OnlyLastHidden = new(
        "With tanh, of the hidden layers only the last compresses (Lorenzen et al. 2022, section 1)",
        "the last hidden layer compresses and no other hidden layer does",
        (hidden, _) => hidden[^1].Compresses && !hidden.SkipLast(1).Any(layer => layer.Compresses));

    private static readonly PaperClaim NoHidden = new(
        "With relu, no hidden layer compresses (Lorenzen et al. 2022, section 1)",
        "no hidden layer compresses",
        (hidden, _) => !hidden.Any(layer => layer.Compresses));

    private static readonly PaperClaim LabelLearnt = new(
        "I(T;Y) of the layers rises during training (Raj et al. 2020, section 4.1)",
        "every hidden layer fits",
        (hidden, _) => hidden.All(layer => layer.Fits));

    private static readonly PaperClaim LowStart = new(
        "Binary networks start with little I(X;T) (Raj et al. 2020, section 4.1)",
        "I(X;T) of the first hidden layer never exceeds its first value by more than 0.1 bit",
        (hidden, _) => hidden[0].Highest - hidden[0].Start <= LayerPhases.CompressionBits);

    private static readonly PaperClaim HardlyAny = new(
        "I(X;T) of binary networks is almost not reduced during training (Raj et al. 2020, section 4.3)",
        "no hidden layer compresses",
        (hidden, _) => !hidden.Any(layer => layer.Compresses));

    private static readonly PaperClaim NoPhaseOfItsOwn = new(
        "Binary networks have no compression phase of its own after fitting (Raj et al. 2020, section 4.1)",
        "in no hidden layer are nine tenths of the rise of I(T;Y) made before a tenth of the fall of I(X;T)",
        (hidden, _) => !hidden.Any(layer => layer.Fits && layer.Compresses && layer.FittedAt <= layer.CompressesFrom));

    private static readonly PaperClaim FirstNormLoses = new(
        "The first batch normalization loses information about the label (Raj et al. 2020, section 4.3)",
        "I(T;Y) of the first batch normalization's outputs ends more than 0.05 bit below its maximum",
        (hidden, _) => hidden[0].LabelHighest - hidden[0].LabelEnd > LayerPhases.FittingBits);

    private static readonly PaperClaim LabelLost = new(
        "I(T;Y) of networks in floats decreases late in training (Raj et al. 2020, section 3)",
        "I(T;Y) of the output ends more than 0.05 bit below its maximum",
        (_, output) => output.LabelHighest - output.LabelEnd > LayerPhases.FittingBits);

    private static readonly PaperClaim BothEverywhere = new(
        "With tanh and 30 bins, two phases are seen in each layer (Lorenzen et al. 2022, section 4.1)",
        "every layer fits and compresses",
        (hidden, output) => hidden.Append(output).All(layer => layer.Fits && layer.Compresses));

    /// <summary>The claims of a paper about the outputs of batch normalization as layers of their own.</summary>
    /// <param name="paper">First author and year.</param>
    public static IReadOnlyList<PaperClaim> OfBatchNorm(string paper)
    {
        ArgumentNullException.ThrowIfNull(paper);
        return paper.StartsWith("Raj ", StringComparison.Ordinal) ? [FirstNormLoses] : [];
    }

    /// <summary>The claims of a paper about a kind of network; none where this program knows of none.</summary>
    /// <param name="paper">First author and year, for example <c>Raj et al. 2020</c>.</param>
    /// <param name="activation">Activation of the hidden layers: <c>tanh</c>, <c>relu</c>, <c>sign</c>.</param>
    /// <param name="bins">Number of bins that the layers were put into; null where they are counted exactly.</param>
    public static IReadOnlyList<PaperClaim> Of(string paper, string activation, int? bins = null)
    {
        ArgumentNullException.ThrowIfNull(paper);
        return (paper.Split(' ')[0], activation, bins) switch
        {
            ("Lorenzen", "tanh", null) => [AllFit, OutputHasBoth, OnlyLastHidden],
            ("Lorenzen", "tanh", 30) => [BothEverywhere],
            ("Lorenzen", "relu", null or 100) => [AllFit, OutputHasBoth, NoHidden],
            ("Raj", "tanh" or "hardtanh", 30) => [LabelLost],
            ("Raj", "sign", _) => [LabelLearnt, LowStart, HardlyAny, NoPhaseOfItsOwn],
            _ => [],
        };
    }
}
