using Edge.Names;

namespace Edge.Emulator.Devices;

/// <summary>A kind of board: the name of its nanoFramework target, its managed heap in bytes, and pins that flash or PSRAM take.</summary>
internal sealed record KnownBoard(string Name, uint HeapBytes, int[] TakenPins);

/// <summary>
/// The boards, by the names of nanoFramework's targets: those that the emulator can stand for and `edge flash` can flash. The host's programs
/// have this file too: they know the names, and which board would do where another is too small, before anything is started. Their pins stand
/// in the firmware's BoardTable, their flash in host/Edge.Flashing.
/// </summary>
internal static class KnownBoards
{
    /// <summary>The board that is emulated where none is named.</summary>
    internal const string Default = "ESP32_REV3";

    /// <summary>
    /// What the runtime itself takes of a board's heap, in bytes: on a heap of 110,000 bytes 98 arrays of 1,000 bytes find room and a 99th
    /// does not, which leaves between 7,460 and 8,480 for it beside a table for 128 arrays.
    /// </summary>
    internal const uint RuntimeBytes = 8_000;

    /// <summary>
    /// What the Edge firmware takes once it listens, in bytes: buffers of its session and tables for CRC-32 above all. INFO says it of a board at hand.
    /// </summary>
    internal const uint FirmwareBytes = 12_100;

    // Usual figures: 80 to 100 KB without PSRAM (an ESP32_S2 may have some, its firmware uses it where it is), 49 KB beside Bluetooth, and of PSRAM the 4 MB that are mapped.
    private const uint InternalHeapBytes = 96 * 1024;
    private const uint BluetoothHeapBytes = 49 * 1024;
    private const uint PsramHeapBytes = 4 * 1024 * 1024;

    private static readonly int[] FlashPins = [6, 7, 8, 9, 10, 11];
    private static readonly int[] FlashAndPsramPins = [.. FlashPins, 16, 17];
    private static readonly int[] SeriesSFlashPins = [26, 27, 28, 29, 30, 31, 32];

    /// <summary>All of them, ordered as the table in device/README.md.</summary>
    internal static IReadOnlyList<KnownBoard> All { get; } =
    [
        new("ESP32_REV0", InternalHeapBytes, FlashPins),
        new("ESP32_REV3", InternalHeapBytes, FlashPins),
        new("ESP32_BLE_REV0", BluetoothHeapBytes, FlashPins),
        new("ESP32_BLE_REV3", BluetoothHeapBytes, FlashPins),
        new("ESP32_PSRAM_REV0", PsramHeapBytes, FlashAndPsramPins),
        new("ESP32_PSRAM_REV3", PsramHeapBytes, FlashAndPsramPins),
        new("ESP_WROVER_KIT", PsramHeapBytes, FlashAndPsramPins),
        new("ESP32_PSRAM_XTAL26_REV0", PsramHeapBytes, FlashAndPsramPins),
        new("ESP32_PICO", InternalHeapBytes, FlashAndPsramPins),
        new("ESP32_S2", InternalHeapBytes, SeriesSFlashPins),
        new("ESP32_S3_QUAD", PsramHeapBytes, SeriesSFlashPins),
        new("ESP32_S3_OCTAL", PsramHeapBytes, [.. SeriesSFlashPins, 33, 34, 35, 36, 37]),
    ];

    /// <summary>Names of all boards, the default one first.</summary>
    internal static IEnumerable<string> Names => All.Select(board => board.Name).OrderBy(name => name != Default);

    /// <summary>
    /// The board of a name; null where there is none. Case does not count, - is as good as _, and without a revision the last one is meant.
    /// </summary>
    internal static KnownBoard? Find(string name)
    {
        string target = name.ToUpperInvariant().Replace('-', '_');
        return All.FirstOrDefault(board => board.Name == target)
            ?? All.LastOrDefault(board => board.Name.StartsWith(target + "_REV", StringComparison.Ordinal));
    }

    /// <summary>The line about a name that is no board's.</summary>
    internal static string Unknown(string name)
    {
        string? nearest = NearestName.Find(name.Replace('-', '_'), Names.Concat(Names.Select(WithoutRevision)).Distinct());
        string meant = nearest is null ? string.Empty : $", did you mean {nearest}?";
        return $"no board is called {name}{meant}; there are {string.Join(", ", Names)}";
    }

    /// <summary>What of a board's heap is usually free for models and inputs, in bytes.</summary>
    internal static long UsuallyFree(KnownBoard board) => (long)board.HeapBytes - RuntimeBytes - FirmwareBytes;

    private static string WithoutRevision(string name) => name.Split("_REV")[0];
}
