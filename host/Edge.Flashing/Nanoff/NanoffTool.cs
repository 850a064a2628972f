using System.Text.RegularExpressions;
using Edge.Devices;
using Edge.Flashing.Tools;

namespace Edge.Flashing.Nanoff;

/// <summary>nanoff, nanoFramework's flasher, as it is installed here.</summary>
public sealed partial class NanoffTool
{
    /// <summary>The command that installs it. It is built for .NET 8; the last option lets it run on what is here.</summary>
    public const string Install = "dotnet tool install -g nanoff --version 2.5.162 --allow-roll-forward";

    private const string Name = "nanoff";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private NanoffTool(string path, string version, int major)
    {
        FilePath = path;
        Version = version;
        Major = major;
    }

    /// <summary>Where it lies.</summary>
    public string FilePath { get; }

    /// <summary>Its version as it prints it, or the line of versions where it prints none.</summary>
    public string Version { get; }

    /// <summary>First number of its version, which decides its command lines.</summary>
    public int Major { get; }

    /// <summary>Whether there is a program of that name.</summary>
    internal static bool IsInstalled => ExecutablePath.Find(Name) is not null;

    /// <summary>Finds it on the path or among the user's .NET tools, and asks for its version.</summary>
    /// <exception cref="DeviceException">It is not there, or is not nanoff.</exception>
    public static async Task<NanoffTool> FindAsync(CancellationToken cancellation)
    {
        string path = ExecutablePath.Find(Name)
            ?? throw new DeviceException($"{Name}, nanoFramework's flasher, is not installed; install it: {Install}");
        ToolOutput told = await Tool.AskAsync(path, ["--version"], Patience, cancellation);
        Match match = VersionNumber().Match(told.Text);
        if (match.Success)
        {
            return new NanoffTool(path, match.Value, int.Parse(match.Groups["major"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture));
        }

        ToolOutput help = await Tool.AskAsync(path, ["--help"], Patience, cancellation);
        return help.Text.Contains("--serialport", StringComparison.Ordinal)
            ? new NanoffTool(path, "2.x or older", NanoffCommands.FirstMajorWithVerbs - 1)
            : help.Text.Contains("deploy", StringComparison.Ordinal)
                ? new NanoffTool(path, "3.x or newer", NanoffCommands.FirstMajorWithVerbs)
                : throw new DeviceException(
                    $"{path} answers --version and --help (code {help.ExitCode}) as nanoff does not; see what it is, or install it: {Install}");
    }

    /// <summary>The command lines for a job, as they would be typed.</summary>
    public IReadOnlyList<string> Describe(FlashJob job) =>
        [.. NanoffCommands.Of(job, Major).Select(arguments => string.Join(' ', arguments.Prepend(Name).Select(Quoted)))];

    /// <summary>Flashes; what nanoff prints is seen as it comes.</summary>
    /// <param name="job">What to write where.</param>
    /// <param name="notice">Receives each command line before it is run.</param>
    /// <param name="cancellation">Ends nanoff.</param>
    /// <exception cref="DeviceException">nanoff ended with another code than 0.</exception>
    public async Task FlashAsync(FlashJob job, Action<string> notice, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(notice);
        IReadOnlyList<string> lines = Describe(job);
        foreach ((IReadOnlyList<string> arguments, string line) in NanoffCommands.Of(job, Major).Zip(lines))
        {
            notice(line);
            int code = await Tool.RunAsync(FilePath, arguments, cancellation);
            if (code != 0)
            {
                throw new DeviceException(
                    $"{Name} {Version} ended with code {code} at: {line}; its last lines say why. Most often: hold the board's BOOT button while it connects, "
                    + "close what else uses the port, give --flash-baud 115200, or take another cable");
            }
        }
    }

    private static string Quoted(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;

    [GeneratedRegex(@"(?<major>\d+)\.\d+\.\d+(-[0-9A-Za-z.]+)?")]
    private static partial Regex VersionNumber();
}
