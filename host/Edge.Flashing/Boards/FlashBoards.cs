namespace Edge.Flashing.Boards;

/// <summary>
/// Boards by the names of nanoFramework's targets, with the partition tables of its firmware 1.14 and later (nf-interpreter,
/// <c>targets/ESP32/_IDF/CHIP/partitions_nanoclr_SIZEmb.csv</c>). The application's place is said to nanoff, which by itself takes 0x1B0000
/// for every chip: on an ESP32 that lies inside the runtime, and the board never finds the application (nanoframework/Home, issue 1835).
/// </summary>
public static class FlashBoards
{
    private const int Kilobyte = 1024;

    private static readonly Dictionary<int, int> Esp32Partitions = new() { [2] = 64 * Kilobyte, [4] = 1792 * Kilobyte, [8] = 2752 * Kilobyte, [16] = 2752 * Kilobyte };

    private static readonly Dictionary<int, int> SeriesSPartitions = new() { [4] = 1984 * Kilobyte, [8] = 2944 * Kilobyte, [16] = 2944 * Kilobyte };

    /// <summary>The board meant where none is named.</summary>
    public const string Usual = "ESP32_REV3";

    /// <summary>The boards, ordered as the table in device/README.md.</summary>
    public static IReadOnlyList<FlashBoard> All { get; } =
    [
        .. new[]
        {
            "ESP32_REV0", "ESP32_REV3", "ESP32_BLE_REV0", "ESP32_BLE_REV3", "ESP32_PSRAM_REV0", "ESP32_PSRAM_REV3", "ESP32_PSRAM_XTAL26_REV0",
            "ESP_WROVER_KIT", "ESP32_PICO",
        }.Select(target => new FlashBoard(target, 0x1E0000, Esp32Partitions)),
        .. new[] { "ESP32_S2", "ESP32_S3_QUAD", "ESP32_S3_OCTAL" }.Select(target => new FlashBoard(target, 0x1B0000, SeriesSPartitions)),
    ];

    /// <summary>The board of that name, in any case; null where there is none.</summary>
    public static FlashBoard? Find(string target) => All.FirstOrDefault(board => board.Target.Equals(target, StringComparison.OrdinalIgnoreCase));
}
