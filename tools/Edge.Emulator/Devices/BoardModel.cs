namespace Edge.Emulator.Devices;

/// <summary>What of a kind of board the emulator knows: its name, its heap, and the pins that something else uses.</summary>
public sealed class BoardModel
{
    private const uint InternalHeapBytes = 96 * 1024;
    private const uint PsramHeapBytes = 4 * 1024 * 1024;

    private static readonly int[] FlashPins = [6, 7, 8, 9, 10, 11];
    private static readonly int[] PsramPins = [16, 17];
    private static readonly int[] S3FlashPins = [26, 27, 28, 29, 30, 31, 32];

    private static readonly BoardModel[] Known =
    [
        new("ESP32_REV0", InternalHeapBytes, FlashPins),
        new("ESP32_REV3", InternalHeapBytes, FlashPins),
        new("ESP32_BLE_REV3", InternalHeapBytes, FlashPins),
        new("ESP32_PSRAM_REV0", PsramHeapBytes, [.. FlashPins, .. PsramPins]),
        new("ESP32_PSRAM_REV3", PsramHeapBytes, [.. FlashPins, .. PsramPins]),
        new("ESP_WROVER_KIT", PsramHeapBytes, [.. FlashPins, .. PsramPins]),
        new("ESP32_PICO", InternalHeapBytes, [.. FlashPins, .. PsramPins]),
        new("ESP32_S3_QUAD", PsramHeapBytes, S3FlashPins),
        new("ESP32_S3_OCTAL", PsramHeapBytes, [.. S3FlashPins, 33, 34, 35, 36, 37]),
    ];

    private readonly int[] takenPins;

    private BoardModel(string name, uint heapBytes, int[] takenPins)
    {
        Name = name;
        HeapBytes = heapBytes;
        this.takenPins = takenPins;
    }

    /// <summary>Names of all boards, the default one first.</summary>
    public static IEnumerable<string> Names => Known.Select(board => board.Name).OrderBy(name => name != Default);

    /// <summary>The board that is emulated where none is named.</summary>
    public static string Default => "ESP32_REV3";

    /// <summary>Name of the nanoFramework target.</summary>
    public string Name { get; }

    /// <summary>Managed heap that a board of this kind usually has, in bytes. Reported, not yet enforced.</summary>
    public uint HeapBytes { get; }

    /// <summary>The board of a name.</summary>
    /// <exception cref="EmulatorException">There is none.</exception>
    public static BoardModel Find(string name) =>
        Known.FirstOrDefault(board => board.Name == name)
        ?? throw new EmulatorException($"no board is called {name}; there are {string.Join(", ", Names)}");

    /// <summary>True where flash or PSRAM is wired to a pin.</summary>
    public bool IsTaken(int pin) => takenPins.Contains(pin);
}
