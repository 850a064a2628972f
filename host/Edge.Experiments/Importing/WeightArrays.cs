using Edge.Names;
using Edge.Information.Files;

namespace Edge.Experiments.Importing;

/// <summary>
/// The arrays of a file of weights, taken one by one with the shape that is expected. What is wrong is collected as one line per array,
/// so that a user learns of all faults at once; an array that failed its check reads as null.
/// </summary>
internal sealed class WeightArrays
{
    private const int ListedFaults = 5;

    private readonly string path;
    private readonly Dictionary<string, NpyArray> arrays = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<string> faults = [];

    private WeightArrays(string path)
    {
        this.path = path;
    }

    /// <summary>Reads all arrays of a file.</summary>
    /// <param name="path">The <c>.npz</c> file.</param>
    /// <exception cref="ImportException">It is missing, torn, of another kind, or holds an array that is none of numbers.</exception>
    public static WeightArrays Read(string path)
    {
        WeightArrays read = new(path);
        try
        {
            NpzArchive.Read(path, _ => true, (name, array) =>
            {
                if (!read.arrays.TryAdd(name, array))
                {
                    throw new FormatException("stands twice in the archive");
                }
            });
        }
        catch (CodesFileException failure)
        {
            throw new ImportException(failure.Message, failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"{path} can't be read: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }

        return read;
    }

    /// <summary>Whether the file holds an array of that name.</summary>
    public bool Has(string name) => arrays.ContainsKey(name);

    /// <summary>Adds a line about what is wrong.</summary>
    public void AddFault(string line) => faults.Add(line);

    /// <summary>Takes a vector that may be left out.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">Its length.</param>
    /// <param name="what">What its dimension is, for messages.</param>
    public float[]? TakeOptionalVector(string name, int length, string what) =>
        Take(name, [length], $"[{length}], {what}", null);

    /// <summary>Takes a vector that has to be there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">Its length.</param>
    /// <param name="what">What its dimension is, for messages.</param>
    /// <param name="orElse">What to do where the framework has none, for messages.</param>
    public float[]? TakeVector(string name, int length, string what, string orElse = "") =>
        Take(name, [length], $"[{length}], {what}", orElse);

    /// <summary>Takes a single number that may be left out: no dimension, or one of length 1.</summary>
    /// <param name="name">Its name.</param>
    public float? TakeOptionalNumber(string name)
    {
        int[] shape = arrays.TryGetValue(name, out NpyArray? array) && array.Shape.Count == 1 ? [1] : [];
        return Take(name, shape, "one number", null)?[0];
    }

    /// <summary>
    /// Takes the weights of a layer: <c>NAME.weight</c> [neurons, inputs] as PyTorch has them, or <c>NAME.kernel</c> [inputs, neurons] as
    /// Keras does.
    /// </summary>
    /// <param name="layer">Name of the layer.</param>
    /// <param name="neurons">Neurons.</param>
    /// <param name="inputs">Inputs of a neuron.</param>
    /// <returns>The weights, [neurons * inputs], neuron by neuron.</returns>
    public float[]? TakeWeights(string layer, int neurons, int inputs)
    {
        string weight = layer + ".weight";
        string kernel = layer + ".kernel";
        if (Has(kernel) && Has(weight))
        {
            faults.Add($"{weight} and {kernel} are both there; give one of them");
        }

        if (!Has(kernel))
        {
            known.Add(kernel);
            string orElse = $" (or {kernel} [{inputs}, {neurons}], as Keras has it)";
            return Take(weight, [neurons, inputs], $"[{neurons}, {inputs}], neurons by inputs", orElse);
        }

        known.Add(weight);
        float[]? values = Take(kernel, [inputs, neurons], $"[{inputs}, {neurons}], inputs by neurons", "");
        return values is null ? null : Transposed(values, inputs, neurons);
    }

    /// <summary>Names an array that the network has no place for.</summary>
    /// <param name="name">The array.</param>
    /// <param name="because">Why.</param>
    public void Refuse(string name, string because)
    {
        if (known.Add(name) && Has(name))
        {
            faults.Add($"{name}: {because}");
        }
    }

    /// <summary>Returns where nothing was wrong and every array was taken.</summary>
    /// <exception cref="ImportException">Something was; the first faults are named and the others counted.</exception>
    public void RequireNoFaults()
    {
        foreach (string name in arrays.Keys.Where(name => !known.Contains(name)))
        {
            faults.Add($"unknown array '{name}'{NearestName.Suggestion(name, [.. known])}");
        }

        if (faults.Count > 0)
        {
            string more = faults.Count > ListedFaults ? $"; and {faults.Count - ListedFaults} more" : "";
            throw new ImportException($"{path}: {string.Join("; ", faults.Take(ListedFaults))}{more}");
        }
    }

    /// <summary>An array's numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">The shape it must have.</param>
    /// <param name="expected">The shape in words.</param>
    /// <param name="orElse">Ends the message where it is missing; null where it may be.</param>
    private float[]? Take(string name, int[] shape, string expected, string? orElse)
    {
        known.Add(name);
        if (!arrays.TryGetValue(name, out NpyArray? array))
        {
            if (orElse is not null)
            {
                faults.Add($"{name} is missing: expected {expected}{orElse}");
            }

            return null;
        }

        if (!array.Shape.SequenceEqual(shape))
        {
            faults.Add($"{name}: expected {expected}, found [{string.Join(", ", array.Shape)}]");
            return null;
        }

        float[] values = new float[array.Count];
        for (int i = 0; i < values.Length; i++)
        {
            // To float32, as the trainer has it; what overflows there is as unusable as what was infinite before.
            values[i] = (float)array.Value(i);
            if (!float.IsFinite(values[i]))
            {
                faults.Add($"{name}{IndexText(i, shape)}: {array.Text(i)} is no finite float32 number");
                return null;
            }
        }

        return values;
    }

    private static string IndexText(int index, int[] shape) => shape.Length switch
    {
        0 => "",
        1 => $"[{index}]",
        _ => $"[{index / shape[1]}, {index % shape[1]}]",
    };

    private static float[] Transposed(float[] values, int rows, int columns)
    {
        float[] transposed = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            transposed[i % columns * rows + i / columns] = values[i];
        }

        return transposed;
    }
}
