using System.Diagnostics;

namespace Edge.Cli.Tests;

/// <summary>Disks that are full and folders that can't be written: one line, nothing lost, and the same command goes on afterwards.</summary>
public sealed class FullDiskTests : IDisposable
{
    private static readonly string[] Train =
        ["train", "raj-szt", "--runs", "1", "--epochs", "30", "--checkpoints", "log:8", "--device", "emulator", "--out", "run"];

    private readonly string parent = Directory.CreateTempSubdirectory("edge-disk-").FullName;

    public void Dispose() => Directory.Delete(parent, recursive: true);

    /// <summary>No file may grow beyond a limit, which stands in for a disk without space where none can be mounted.</summary>
    [SkippableFact]
    public void LimitedFiles_AreRefusedAndGoOnWithoutTheLimit()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "limits of a shell on Linux");
        string whole = Whole();
        string cut = NewFolder("cut");
        foreach (int kilobytes in (int[])[0, 2, 8, 24])
        {
            EdgeProcess refused = Limited(kilobytes, cut, Train);
            refused.ShouldRefuse(3, "run");
            Assert.Empty(Directory.GetFiles(cut, "*.tmp", SearchOption.AllDirectories));
        }

        Succeed(cut, Train);
        Assert.Equal(FolderBytes.Of(whole), FolderBytes.Of(cut));
    }

    [SkippableFact]
    public void LimitedRecording_GoesOnWithoutTheLimit()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "limits of a shell on Linux");
        string whole = Whole();
        string[] codes = ["codes", "run/models/run0-epoch000030.edge", "--out", "x.edgecodes", "--npz", "x.npz"];
        string cut = NewFolder("cut");
        FolderBytes.Copy(whole, cut);
        Succeed(whole, codes);
        foreach (int kilobytes in (int[])[0, 8, 40])
        {
            Limited(kilobytes, cut, codes).ShouldRefuse(3, "x.edgecodes");
        }

        Succeed(cut, codes);
        Assert.Equal(FolderBytes.Of(whole), FolderBytes.Of(cut));
    }

    [SkippableFact]
    public void FullFileSystem_LosesNothing()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "mounts of Linux");
        string whole = Whole();
        string small = NewFolder("small");
        Skip.If(Shell(parent, "mount", "-t", "tmpfs", "-o", "size=40k", "tmpfs", small) != 0, "no right to mount");
        try
        {
            foreach (string size in (string[])["40k", "120k", "200k"])
            {
                Assert.Equal(0, Shell(parent, "mount", "-o", $"remount,size={size}", small));
                EdgeProcess.Run(small, Train).ShouldRefuse(3, "No space left on device");
            }

            Assert.Equal(0, Shell(parent, "mount", "-o", "remount,size=16m", small));
            Succeed(small, Train);
            Assert.Equal(FolderBytes.Of(whole), FolderBytes.Of(small));
        }
        finally
        {
            Shell(parent, "umount", small);
        }
    }

    [SkippableFact]
    public void FolderWithoutPermission_IsRefusedAndUnchanged()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "permissions and setpriv of Linux");
        string folder = NewFolder("denied");
        EdgeProcess shorter = EdgeProcess.Run(folder, Train);
        Assert.Equal(0, shorter.ExitCode);
        string run = Path.Combine(folder, "run");
        File.Delete(Path.Combine(run, "plane.csv"));
        SortedDictionary<string, string> before = FolderBytes.Of(folder);
        Assert.Equal(0, Shell(folder, "chmod", "-R", "a+rX,a-w", parent));
        try
        {
            // The superuser may write anywhere; another user stands in for it.
            string[] asUser = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : ["env"];
            string program = Path.Combine(AppContext.BaseDirectory, "edge.dll");
            Skip.If(Environment.IsPrivilegedProcess && Shell(folder, [.. asUser, "test", "-r", program]) != 0, "the program's folder is private");
            string[][] commands =
            [
                Train, [.. Train[..^1], "new"], ["report", "run"], ["plane", "run", "--out", "p.svg"], ["data", "szt", "--out", "szt.csv"],
            ];
            foreach (string[] command in commands)
            {
                using MarkedProcess process = MarkedProcess.StartBy(asUser, folder, command);
                process.Result().ShouldRefuse(3, "denied");
            }
        }
        finally
        {
            Shell(folder, "chmod", "-R", "u+w", parent);
        }

        Assert.Equal(before, FolderBytes.Of(folder));
        Succeed(folder, Train);
    }

    [SkippableFact]
    public void FullStandardOutput_IsToldOnce()
    {
        Skip.IfNot(File.Exists("/dev/full"), "/dev/full of Linux");
        using MarkedProcess process = MarkedProcess.StartBy(["bash", "-c", "exec \"$@\" > /dev/full", "bash"], parent, "data", "--json");
        process.Result().ShouldRefuse(3, "No space left on device");
    }

    [SkippableFact]
    public void Device_IsNotReplacedByAFile()
    {
        Skip.IfNot(File.Exists("/dev/null"), "/dev/null of Unix");
        EdgeProcess.Run(parent, "data", "szt", "--out", "/dev/null").ShouldRefuse(3, "is a device");
    }

    private static EdgeProcess Limited(int kilobytes, string folder, string[] command)
    {
        // .NET's own code pages are files in memory and would fall under the limit too.
        string[] shell = ["env", "DOTNET_EnableWriteXorExecute=0", "bash", "-c", $"trap '' XFSZ; ulimit -f {kilobytes}; exec \"$@\"", "bash"];
        using MarkedProcess process = MarkedProcess.StartBy(shell, folder, command);
        return process.Result();
    }

    private static int Shell(string folder, params string[] command)
    {
        ProcessStartInfo start = new(command[0]) { WorkingDirectory = folder, RedirectStandardError = true };
        foreach (string part in command.Skip(1))
        {
            start.ArgumentList.Add(part);
        }

        using Process process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static void Succeed(string folder, string[] command)
    {
        EdgeProcess result = EdgeProcess.Run(folder, command);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    private string Whole()
    {
        string whole = NewFolder("whole");
        Succeed(whole, Train);
        return whole;
    }

    private string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(parent, name)).FullName;
}
