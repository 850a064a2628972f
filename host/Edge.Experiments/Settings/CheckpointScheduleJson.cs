using System.Text.Json;
using System.Text.Json.Serialization;
using Edge.Experiments.Checkpoints;

namespace Edge.Experiments.Settings;

/// <summary>Checkpoint schedules as JSON strings: <c>"log:40"</c>.</summary>
internal sealed class CheckpointScheduleJson : JsonConverter<CheckpointSchedule>
{
    /// <summary>Reads a schedule.</summary>
    /// <exception cref="CheckpointScheduleException">The string is none.</exception>
    public override CheckpointSchedule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CheckpointSchedule.Parse(reader.GetString() ?? "");

    /// <summary>Writes a schedule.</summary>
    public override void Write(Utf8JsonWriter writer, CheckpointSchedule value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
