namespace Edge.Devices.Profiling;

/// <summary>A part of the work that a row is.</summary>
/// <param name="Name">A layer (<c>dense1</c>, ..., <c>logits</c>, <c>softmax</c>), <c>packing</c> or <c>framing</c>.</param>
/// <param name="Counts">IL instructions of every class per row.</param>
/// <param name="WireBytes">Bytes per row on the wire, both ways: its codes; of framing, all that are not codes.</param>
/// <param name="HeapBytes">Bytes that it holds on the board's heap, in the runtime's blocks.</param>
/// <param name="FlashBytes">Bytes of model content: what it takes of the flash where a model is deployed instead of sent.</param>
public sealed record ProfilePart(string Name, double[] Counts, double WireBytes, int HeapBytes, int FlashBytes)
{
    /// <summary>IL instructions per row.</summary>
    public double Instructions => Counts.Sum();
}
