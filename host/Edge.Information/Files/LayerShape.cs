using Edge.Information.Codes;

namespace Edge.Information.Files;

/// <summary>Name and shape of one layer, known before its codes are.</summary>
/// <param name="Name">Name of the layer, by the rules of <see cref="CodeLayer"/>.</param>
/// <param name="Width">Neurons, 1 or more.</param>
/// <param name="Bits">Bits of one code, 1..32.</param>
public sealed record LayerShape(string Name, int Width, int Bits)
{
    /// <summary>Bytes of one row: ceil(Width * Bits / 8).</summary>
    public int BytesPerRow => ((Width * Bits) + 7) / 8;
}
