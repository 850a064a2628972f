namespace Edge.Emulator.Profiling;

/// <summary>Says which part of the work an instruction belongs to, from its method and the layer that inference is at.</summary>
internal static class Sections
{
    private const string SoftmaxType = "Softmax";

    private static readonly string[] PackingVerbs = ["Append", "Read", "Pack", "Unpack", "Load", "Transpose"];

    /// <summary>The section of a method.</summary>
    /// <param name="method">Its full name, such as "System.Void Edge.Core.Inference.SoftmaxCodes::Compute(...)".</param>
    /// <param name="inLayer">True where inference is at a layer.</param>
    internal static Section Of(string method, bool inLayer)
    {
        int type = method.IndexOf(' ', StringComparison.Ordinal) + 1;
        int name = method.IndexOf("::", StringComparison.Ordinal) + 2;
        if (!method.AsSpan(type).StartsWith(LayerLoads.Inference + ".", StringComparison.Ordinal))
        {
            return Section.Framing;
        }

        ReadOnlySpan<char> typeName = method.AsSpan(type + LayerLoads.Inference.Length + 1, name - 2 - type - LayerLoads.Inference.Length - 1);
        return typeName.StartsWith(SoftmaxType, StringComparison.Ordinal) ? Section.Softmax
            : !inLayer || Array.Exists(PackingVerbs, verb => method.AsSpan(name).StartsWith(verb, StringComparison.Ordinal)) ? Section.Packing
            : Section.Layer;
    }
}
