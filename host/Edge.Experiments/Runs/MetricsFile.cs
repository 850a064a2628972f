using System.Globalization;
using System.Text;
using CsvHelper;

namespace Edge.Experiments.Runs;

/// <summary>
/// <c>metrics.csv</c>: a row for each run, checkpoint and device (the host's only where nothing else measured). Accuracies are shares of
/// rows, losses mean cross-entropies in nats; each column says over which rows: <c>train</c>, <c>test</c>, or <c>all</c>, which is both
/// together. A test set without rows leaves its fields empty.
/// </summary>
internal static class MetricsFile
{
    private static readonly string[] Header =
    [
        "run", "epoch", "train_loss", "test_loss", "train_accuracy", "test_accuracy", "device", "device_all_accuracy", "device_train_accuracy",
        "device_test_accuracy", "float_disagreements", "code_differences",
    ];

    /// <summary>Writes the file; one that says the same already is left alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="host">The host's records.</param>
    /// <param name="others">Records of other devices.</param>
    public static void Write(string path, IReadOnlyList<CheckpointRecord> host, IReadOnlyList<CheckpointRecord> others)
    {
        Dictionary<(int Run, int Epoch), FloatMetrics> floats =
            host.ToDictionary(record => (record.Run, record.Epoch), record => record.Float!);
        IEnumerable<CheckpointRecord> rows = (others.Count == 0 ? host : others)
            .OrderBy(record => record.Run).ThenBy(record => record.Epoch).ThenBy(record => record.Device, StringComparer.Ordinal);
        using MemoryStream bytes = new();
        using (StreamWriter text = new(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
        using (CsvWriter csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            csv.WriteHeader(Header);
            foreach (CheckpointRecord record in rows)
            {
                FloatMetrics measured = floats[(record.Run, record.Epoch)];
                string[] fields =
                [
                    Text(record.Run), Text(record.Epoch), Text(measured.TrainLoss), Text(measured.TestLoss), Text(measured.TrainAccuracy),
                    Text(measured.TestAccuracy), record.Device, Text(record.Accuracy), Text(record.TrainAccuracy),
                    Text(record.TestAccuracy), Text(measured.Disagreements), Text(record.Differences),
                ];
                csv.WriteRecord(fields);
            }
        }

        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes.ToArray()))
        {
            WholeFile.Write(path, bytes.ToArray());
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
