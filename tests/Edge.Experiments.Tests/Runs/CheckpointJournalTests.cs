using Edge.Experiments.Runs;
using Edge.Information;

namespace Edge.Experiments.Tests.Runs;

public sealed class CheckpointJournalTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"edge-journal-{Guid.NewGuid():N}.jsonl");

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Records_ComeBackAsTheyWere()
    {
        using (CheckpointJournal journal = CheckpointJournal.Open(path))
        {
            journal.Append(Record(0, loss: 0.1 + 0.2));
            journal.Append(Record(1, loss: double.NaN));
            journal.Append(Record(5, loss: double.PositiveInfinity));
        }

        IReadOnlyList<CheckpointRecord> back = CheckpointJournal.Read(path);
        Assert.Equal([0, 1, 5], back.Select(record => record.Epoch));
        Assert.Equal([0.1 + 0.2, double.NaN, double.PositiveInfinity], back.Select(record => record.Float!.TrainLoss));
        Assert.Equal(Record(0, 0).Points, back[0].Points);
        Assert.Null(back[0].TestAccuracy);
    }

    [Fact]
    public void CutAnywhere_KeepsTheWholeLinesAndGoesOn()
    {
        using (CheckpointJournal journal = CheckpointJournal.Open(path))
        {
            journal.Append(Record(0, 1));
            journal.Append(Record(1, 2));
        }

        byte[] whole = File.ReadAllBytes(path);
        int firstLine = Array.IndexOf(whole, (byte)'\n') + 1;
        for (int length = firstLine; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Equal([0], CheckpointJournal.Read(path).Select(record => record.Epoch));
            using (CheckpointJournal journal = CheckpointJournal.Open(path))
            {
                Assert.Null(journal.Find(1));
                journal.Append(Record(1, 2));
            }

            Assert.Equal(whole, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void DamagedLine_IsNamed()
    {
        using (CheckpointJournal journal = CheckpointJournal.Open(path))
        {
            journal.Append(Record(0, 1));
            journal.Append(Record(1, 2));
        }

        byte[] bytes = File.ReadAllBytes(path);
        bytes[2] = (byte)'#';
        File.WriteAllBytes(path, bytes);
        Assert.Contains("line 1 can't be read", Assert.Throws<RunFolderException>(() => CheckpointJournal.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_HasNoRecords() => Assert.Empty(CheckpointJournal.Read(path));

    private static CheckpointRecord Record(int epoch, double loss) => new()
    {
        Run = 0,
        Epoch = epoch,
        Device = "host",
        ModelSha256 = "ab",
        Float = new FloatMetrics(loss, null, 0.5, null, 0),
        Accuracy = 1.0 / 3,
        TrainAccuracy = 0.25,
        TestAccuracy = null,
        Differences = 0,
        Rows = 4096,
        Points = [new PlanePoint(0, epoch, 1, "dense1", "host", "all", 4096, 12, 0.9991571, 7.5, 7.5, 1.0 / 7, 900, false)],
    };
}
