using System.Text.Json;
using Edge.Emulator.Costs;
using Edge.Emulator.Devices;
using Edge.Emulator.Firmware;
using Edge.Emulator.Metering;

namespace Edge.Emulator.Profiling;

/// <summary>What has been counted so far, by section and layer, as one line of JSON; README.md says what is in it.</summary>
internal static class ProfileReport
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The line.</summary>
    internal static string Line(FirmwareImage firmware, LayerCounts layers, BoardModel board, CostModel costs) =>
        JsonSerializer.Serialize(
            new
            {
                Board = board.Name,
                board.HeapBytes,
                costs.Machine,
                costs.UnitsPerSecond,
                Classes = Enum.GetNames<InstructionClass>()
                    .Select((kind, c) => new { Class = kind.ToLowerInvariant(), costs.Classes[c].Value, costs.Classes[c].Least, costs.Classes[c].Most }),
                Firmware = firmware.Name,
                firmware.AssemblyBytes,
                firmware.CodeBytes,
                Sections = layers.Read()
                    .Select(entry => new { Section = entry.Key.Section.ToString().ToLowerInvariant(), entry.Key.Layer, Counts = entry.Value }),
            },
            Format);
}
