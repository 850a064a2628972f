using Edge.Emulator.Devices;

namespace Edge.Flashing.Boards;

/// <summary>
/// The boards of <see cref="KnownBoards"/>, with the partition tables of nanoFramework's firmware 1.14 and later (nf-interpreter,
/// <c>targets/ESP32/_IDF/CHIP/partitions_nanoclr_SIZEmb.csv</c>). The application's place is said to nanoff, which by itself takes 0x1B0000
/// for every chip: on an ESP32 that lies inside the runtime, and the board never finds the application (nanoframework/Home, issue 1835).
/// </summary>
public static class FlashBoards
{
    private const int Kilobyte = 1024;

    private static readonly Dictionary<int, int> Esp32Partitions = new() { [2] = 64 * Kilobyte, [4] = 1792 * Kilobyte, [8] = 2752 * Kilobyte, [16] = 2752 * Kilobyte };

    private static readonly Dictionary<int, int> SeriesSPartitions = new() { [4] = 1984 * Kilobyte, [8] = 2944 * Kilobyte, [16] = 2944 * Kilobyte };

    /// <summary>The board meant where none is named.</summary>
    public const string Usual = KnownBoards.Default;

    /// <summary>The boards, ordered as the table in device/README.md.</summary>
    public static IReadOnlyList<FlashBoard> All { get; } = [.. KnownBoards.All.Select(board => Of(board.Name))];

    /// <summary>The board of that name, in any case; null where there is none.</summary>
    public static FlashBoard? Find(string target) => All.FirstOrDefault(board => board.Target.Equals(target, StringComparison.OrdinalIgnoreCase));

    private static FlashBoard Of(string target) => target.StartsWith("ESP32_S", StringComparison.Ordinal)
        ? new FlashBoard(target, 0x1B0000, SeriesSPartitions)
        : new FlashBoard(target, 0x1E0000, Esp32Partitions);
}
