namespace Edge.Emulator.Profiling;

/// <summary>Says which part of the work an instruction belongs to, from its method and the layer that inference is at.</summary>
internal static class Sections
{
    private const string SoftmaxType = "Softmax";

    private static readonly string[] PackingVerbs = ["Append", "Read", "Pack", "Unpack", "Load", "Store", "Copy", "Transpose"];

    /// <summary>The section of a method, and its layer; -1 where it is none.</summary>
    /// <param name="method">Its full name, such as "System.Void Edge.Core.Inference.SoftmaxCodes::Compute(...)".</param>
    /// <param name="layer">The layer that inference is at, or -1.</param>
    internal static (Section Section, int Layer) Of(string method, int layer)
    {
        int typeAt = method.IndexOf(' ', StringComparison.Ordinal) + 1;
        int typeEnd = method.IndexOf("::", StringComparison.Ordinal);
        ReadOnlySpan<char> type = method.AsSpan(typeAt, typeEnd - typeAt);
        if (!type.StartsWith(LayerLoads.Inference + ".", StringComparison.Ordinal))
        {
            return (Section.Framing, -1);
        }

        type = type[(type.LastIndexOf('.') + 1)..];
        if (type.StartsWith(SoftmaxType, StringComparison.Ordinal))
        {
            return (Section.Softmax, -1);
        }

        // A layer that is no element of an array stands for itself: the first one, before inference turns to any other.
        bool first = layer < 0 && type.EndsWith(LayerLoads.LayerSuffix, StringComparison.Ordinal);
        return first ? (Section.Layer, 0)
            : layer < 0 || Array.Exists(PackingVerbs, verb => method.AsSpan(typeEnd + 2).StartsWith(verb, StringComparison.Ordinal)) ? (Section.Packing, -1)
            : (Section.Layer, layer);
    }
}
