using Edge.Flashing.Boards;

namespace Edge.Flashing.Nanoff;

/// <summary>What a board is to be flashed with.</summary>
/// <param name="Port">The port for flashing: the board's USB.</param>
/// <param name="Board">The board.</param>
/// <param name="Firmware">Whether to write nanoFramework's firmware of its target, the newest.</param>
/// <param name="ImagePath">The image of the application; null: none is written.</param>
/// <param name="Bauds">Bauds while flashing; null: nanoff's own choice, 1500000, which older USB bridges (CP2102) don't do.</param>
public sealed record FlashJob(string Port, FlashBoard Board, bool Firmware, string? ImagePath, int? Bauds = null);
