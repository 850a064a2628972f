namespace Edge.Emulator.Devices;

/// <summary>What of a kind of board the emulator knows: its name, its heap, and the pins that something else uses.</summary>
public sealed class BoardModel
{
    private readonly int[] takenPins;

    private BoardModel(string name, uint heapBytes, int[] takenPins)
    {
        Name = name;
        HeapBytes = heapBytes;
        this.takenPins = takenPins;
    }

    /// <summary>Names of all boards, the default one first.</summary>
    public static IEnumerable<string> Names => KnownBoards.Names;

    /// <summary>The board that is emulated where none is named.</summary>
    public static string Default => KnownBoards.Default;

    /// <summary>What the runtime itself takes of any board's heap, in bytes.</summary>
    public static uint RuntimeBytes => KnownBoards.RuntimeBytes;

    /// <summary>Name of the nanoFramework target.</summary>
    public string Name { get; }

    /// <summary>Managed heap that a board of this kind usually has, in bytes.</summary>
    public uint HeapBytes { get; }

    /// <summary>The board of a name, in any case, with - for _ and with or without its revision.</summary>
    /// <exception cref="EmulatorException">There is none; the nearest is named.</exception>
    public static BoardModel Find(string name) => KnownBoards.Find(name) is { } board
        ? new BoardModel(board.Name, board.HeapBytes, board.TakenPins)
        : throw new EmulatorException(KnownBoards.Unknown(name));

    /// <summary>The same board with another heap, in bytes.</summary>
    public BoardModel WithHeap(uint bytes) => new(Name, bytes, takenPins);

    /// <summary>True where flash or PSRAM is wired to a pin.</summary>
    public bool IsTaken(int pin) => takenPins.Contains(pin);
}
