namespace Edge.Reports;

/// <summary>What a recorded layer is made of.</summary>
/// <param name="Name">Name of the layer, as on the plane.</param>
/// <param name="Width">Number of neurons.</param>
/// <param name="Codes">Number of codes a neuron can take: 2 for a binary layer, 256 or less for 8 bits.</param>
public sealed record LayerShape(string Name, int Width, int Codes);
