using Edge.Devices;
using Edge.Experiments.Checkpoints;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Training.Numerics;

namespace Edge.Experiments.Tests.Execution;

/// <summary>
/// Puts folders into the states that kills at any moment leave: journals cut at any byte, files of later steps missing, temporary files
/// left over, state absent or behind. The same call must end with the same bytes.
/// </summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("edge-interruption-").FullName;

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void KilledAnywhere_TheSameCallEndsWithTheSameBytes(int seed)
    {
        RunFolder whole = Go("whole");
        SortedDictionary<string, string> expected = FolderContent.Of(whole.Path);
        RandomSource random = new((ulong)seed);
        RunFolder cut = Go("cut");
        for (int round = 0; round < 3; round++)
        {
            for (int run = 0; run < 2; run++)
            {
                Cut(cut, run, random);
            }

            File.Delete(cut.MetricsPath);
            File.WriteAllText(Path.Combine(cut.Path, "models", "run0-epoch000001.edge.99-7.tmp"), "EDG");
            Go("cut");
            Assert.Equal(expected, FolderContent.Of(cut.Path));
        }
    }

    /// <summary>Takes a run back to a random moment: a device step can only be there where the host's step before it is.</summary>
    private static void Cut(RunFolder folder, int run, RandomSource random)
    {
        int hostKept = CutJournal(folder.JournalPath(run, "host"), random, most: int.MaxValue);
        int deviceKept = CutJournal(folder.JournalPath(run, SecondDevice.DeviceName), random, hostKept);
        int[] epochs = folder.CheckpointEpochs;

        // The model of the first unfinished checkpoint may be there already or not; later ones can't be.
        foreach (int epoch in epochs.Skip(hostKept + random.NextBelow(2)))
        {
            File.Delete(folder.ModelPath(run, epoch));
        }

        foreach (int epoch in epochs.Skip(deviceKept + random.NextBelow(2)))
        {
            File.Delete(folder.CodesPath(run, epoch, SecondDevice.DeviceName));
        }

        byte[] trace = File.ReadAllBytes(folder.TracePath(run));
        File.WriteAllBytes(folder.TracePath(run), trace[..random.NextBelow(trace.Length + 1)]);
        if (hostKept < epochs.Length || random.NextBelow(2) == 0)
        {
            // What the folder holds is the state after the last epoch, which an unfinished run can't have.
            File.Delete(folder.StatePath(run));
        }
    }

    private static int CutJournal(string path, RandomSource random, int most)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int length = random.NextBelow(bytes.Length + 1);
        while (bytes.AsSpan(0, length).Count((byte)'\n') > most)
        {
            length--;
        }

        File.WriteAllBytes(path, bytes[..length]);
        return bytes.AsSpan(0, length).Count((byte)'\n');
    }

    private RunFolder Go(string name)
    {
        SettingsOverrides overrides = new() { Epochs = 5, Runs = 2, Checkpoints = CheckpointSchedule.Every(2) };
        ExperimentPlan plan = ExperimentPlan.Load("raj-tictactoe", overrides);
        RunFolder folder = RunFolder.Prepare(Path.Combine(parent, name), plan, "edge train");
        using SecondDevice device = new();
        Experiment.Run(plan, folder, device, new ExperimentOptions { Threads = 2 }, CancellationToken.None);
        return folder;
    }
}
