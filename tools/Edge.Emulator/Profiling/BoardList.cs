using System.Text.Json;
using Edge.Emulator.Devices;

namespace Edge.Emulator.Profiling;

/// <summary>The boards there are, as one line of JSON: name and heap in bytes of each, the default one first.</summary>
internal static class BoardList
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The line.</summary>
    internal static string Line() =>
        JsonSerializer.Serialize(BoardModel.Names.Select(BoardModel.Find).Select(board => new { board.Name, board.HeapBytes }), Format);
}
