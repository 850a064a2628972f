using Edge.Information.Codes;

namespace Edge.Information.Exact;

/// <summary>
/// Exact H(T), I(X;T) and I(T;Y) of layers of codes on one set of rows, in bits. Holds a workspace that is reused, so that measuring
/// allocates nothing; not safe for use by several threads at once (give each its own, on the same <see cref="Population"/>).
/// </summary>
/// <remarks>
/// I(T;Y) = H(T) + H(Y) - H(T,Y); I(X;T) = H(T) where every input has one code, else H(X) + H(T) - H(X,T) (Cover and Thomas, Elements of
/// Information Theory, Theorem 2.4.1). This is the plug-in value on whole code words without bias correction, as in Lorenzen et al. (2022): no
/// binning takes place, since a quantized layer is discrete.
/// </remarks>
public sealed class InformationCalculator
{
    private readonly Population population;
    private readonly RowMeasure measure;
    private readonly RowClassifier classifier;
    private readonly int[] classOf;
    private readonly int[] pairOf;
    private readonly int[] codeOfInput;
    private readonly ulong[] pairs;
    private readonly LayerChain? chain;
    private readonly BinaryLabelChain? binary;
    private ChainResult[] binaryResults = [];

    /// <summary>Prepares a workspace for a set of rows.</summary>
    /// <param name="population">The rows.</param>
    public InformationCalculator(Population population)
        : this(population, null)
    {
    }

    internal InformationCalculator(Population population, ulong? hashMultiplier)
    {
        ArgumentNullException.ThrowIfNull(population);
        this.population = population;
        measure = population.CreateMeasure();
        classifier = hashMultiplier is { } multiplier ? new RowClassifier(population.Rows, multiplier) : new RowClassifier(population.Rows);
        classOf = new int[population.Rows];
        pairOf = new int[population.Rows];
        codeOfInput = new int[population.Rows];
        pairs = new ulong[population.Rows];
        if (measure is IntegerMeasure { IsUnit: true, Table: { } table } counts && population.LabelClasses <= LayerChain.MaximumLabels)
        {
            chain = new LayerChain(population, counts, table, classifier);
            int[] all = [.. Enumerable.Range(0, population.Rows)];
            binary = RowSetCounts.Of(population.LabelOf, [all]) is { } sets ? new BinaryLabelChain(sets, hashMultiplier ?? RowClassifier.GoldenRatio) : null;
        }
    }

    /// <summary>Measures one layer.</summary>
    /// <param name="codes">Its codes on the rows of the population.</param>
    /// <exception cref="ArgumentException">The number of rows is another one.</exception>
    public LayerInformation Measure(PackedCodes codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        CheckRows(codes);
        if (chain is not null)
        {
            chain.Start();
            chain.Step(codes, out var entropy, out var labelJoint, out var distinct);
            return Result(entropy, AboutInput(entropy, chain.Representatives), labelJoint, distinct);
        }
        else
        {
            var classes = classifier.Classify(codes.Words, codes.WordsPerRow, codes.RowBits, classOf);
            var entropy = measure.Entropy(classOf, classes, out var distinct);
            return Result(entropy, AboutInput(entropy, classOf), PairEntropy(population.LabelOf, classOf), distinct);
        }
    }

    /// <summary>
    /// Measures one layer by its histogram: what <see cref="Measure(PackedCodes)"/> gives for the codes, bit for bit, where they are a function of
    /// the input, as an integer model's are.
    /// </summary>
    /// <param name="histogram">Words and counts of the rows of the population.</param>
    /// <exception cref="ArgumentException">The number of rows is another one, or rows have weights.</exception>
    public LayerInformation Measure(CodeHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        if (histogram.Rows != population.Rows)
        {
            throw new ArgumentException($"The histogram has {histogram.Rows} rows where the labels have {population.Rows}.", nameof(histogram));
        }

        if (measure is not IntegerMeasure { IsUnit: true } rows)
        {
            throw new ArgumentException("A histogram counts every row once; rows with weights need their codes.", nameof(histogram));
        }

        var sum = UInt128.Zero;
        var jointSum = UInt128.Zero;
        for (var word = 0; word < histogram.Distinct; word++)
        {
            long total = 0;
            foreach (var count in histogram.Counts.Slice(word * histogram.Classes, histogram.Classes))
            {
                total += count;
                jointSum += rows.Weighted(count);
            }

            sum += rows.Weighted(total);
        }

        var entropy = rows.FromSum(sum);
        return Result(entropy, entropy, rows.FromSum(jointSum), histogram.Distinct);
    }

    /// <summary>
    /// Measures the layers of one deterministic network, of which each is a function of the one before and the first a function of the input,
    /// as the layers of an integer model are. Gives what <see cref="Measure(PackedCodes)"/> gives, bit for bit, but faster: a row alone in its class at
    /// one layer is alone in every earlier layer and is not looked at again there.
    /// </summary>
    /// <param name="layers">The layers from the input on. Where they are no such chain (codes read from a file, of unknown origin) the result
    /// is undefined; use <see cref="Measure(PackedCodes)"/>.</param>
    /// <param name="results">Receives one result per layer.</param>
    /// <exception cref="ArgumentException">A layer has another number of rows, or there are fewer results than layers.</exception>
    public void MeasureChain(ReadOnlySpan<PackedCodes> layers, Span<LayerInformation> results)
    {
        if (results.Length < layers.Length)
        {
            throw new ArgumentException($"There are {layers.Length} layers but room for {results.Length} results.", nameof(results));
        }

        if (binary is not null)
        {
            MeasureBinary(layers, results);
            return;
        }

        chain?.Start();
        for (var layer = layers.Length - 1; layer >= 0; layer--)
        {
            CheckRows(layers[layer]);
            if (chain is null)
            {
                results[layer] = Measure(layers[layer]);
                continue;
            }

            chain.Step(layers[layer], out var entropy, out var labelJoint, out var distinct);
            results[layer] = Result(entropy, entropy, labelJoint, distinct);
            if (layer > 0)
            {
                chain.DropAlone();
            }
        }
    }

    private void MeasureBinary(ReadOnlySpan<PackedCodes> layers, Span<LayerInformation> results)
    {
        foreach (var layer in layers)
        {
            CheckRows(layer);
        }

        if (binaryResults.Length < layers.Length)
        {
            binaryResults = new ChainResult[layers.Length];
        }

        binary!.Measure(layers, binaryResults);
        for (var layer = 0; layer < layers.Length; layer++)
        {
            var result = binaryResults[layer];
            results[layer] = result.On(population);
        }
    }

    private LayerInformation Result(long entropy, long aboutInput, long labelJoint, int distinct) =>
        new ChainResult(entropy, labelJoint, distinct).On(population, aboutInput);

    private long AboutInput(long entropy, ReadOnlySpan<int> codeOf) =>
        EveryInputHasOneCode(codeOf) ? entropy : population.InputEntropyUnits + entropy - PairEntropy(population.InputOf, codeOf);

    private void CheckRows(PackedCodes codes)
    {
        if (codes.Rows != population.Rows)
        {
            throw new ArgumentException($"The codes have {codes.Rows} rows where the labels have {population.Rows}.", nameof(codes));
        }
    }

    private bool EveryInputHasOneCode(ReadOnlySpan<int> codeOf)
    {
        if (population.InputsDiffer)
        {
            return true;
        }

        Array.Fill(codeOfInput, -1);
        for (var row = 0; row < codeOf.Length; row++)
        {
            ref var code = ref codeOfInput[population.InputOf[row]];
            if (code >= 0 && code != codeOf[row])
            {
                return false;
            }

            code = codeOf[row];
        }

        return true;
    }

    private long PairEntropy(int[] otherOf, ReadOnlySpan<int> codeOf)
    {
        for (var row = 0; row < pairs.Length; row++)
        {
            pairs[row] = ((ulong)(uint)otherOf[row] << 32) | (uint)codeOf[row];
        }

        var classes = classifier.Classify(pairs, 1, 64, pairOf);
        return measure.Entropy(pairOf, classes, out _);
    }
}
