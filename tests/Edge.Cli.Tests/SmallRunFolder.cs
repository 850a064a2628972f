namespace Edge.Cli.Tests;

/// <summary>A run folder <c>run</c> of four checkpoints on the host, trained once for all tests of a class.</summary>
public sealed class SmallRunFolder : IDisposable
{
    public static readonly string[] Command =
        ["train", "raj-szt", "--runs", "1", "--epochs", "3", "--checkpoints", "all", "--device", "host", "--out", "run"];

    public SmallRunFolder()
    {
        EdgeProcess trained = EdgeProcess.Run(Path, Command);
        Assert.True(trained.ExitCode == 0, trained.Error);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("edge-small-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
