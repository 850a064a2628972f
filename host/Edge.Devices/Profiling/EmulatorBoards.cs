using System.Diagnostics;
using System.Text.Json;
using Edge.Devices.Emulation;
using Edge.Names;

namespace Edge.Devices.Profiling;

/// <summary>The boards that the emulator knows.</summary>
public static class EmulatorBoards
{
    private const string Revision = "-rev";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>Asks the emulator; the default board comes first.</summary>
    /// <exception cref="DeviceException">It is not there, or is another version.</exception>
    public static IReadOnlyList<EmulatorBoard> List(EmulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProcessStartInfo command = EmulatorCommand.Of(options);
        command.ArgumentList.Add("--boards");
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        command.RedirectStandardInput = true;
        try
        {
            using Process process = Process.Start(command)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            string line = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return JsonSerializer.Deserialize<EmulatorBoard[]>(line, Format) is { Length: > 0 } boards ? boards : throw new JsonException();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or JsonException)
        {
            throw new DeviceException("the emulator does not list its boards; use the emulator that belongs to this edge", e);
        }
    }

    /// <summary>
    /// The board of a name, whatever its case, with hyphens for underscores; without a revision the last one is meant, as for the
    /// emulator's own option. The default one where no name is given.
    /// </summary>
    /// <exception cref="DeviceException">There is none; the nearest name is suggested.</exception>
    public static EmulatorBoard Find(IReadOnlyList<EmulatorBoard> boards, string? name)
    {
        ArgumentNullException.ThrowIfNull(boards);
        if (name is null)
        {
            return boards[0];
        }

        string wanted = Plain(name);
        return boards.FirstOrDefault(board => Plain(board.Name) == wanted)
            ?? boards.Where(board => Plain(board.Name).StartsWith(wanted + Revision, StringComparison.Ordinal))
                .MaxBy(board => board.Name, StringComparer.Ordinal)
            ?? throw new DeviceException($"no board is called '{name}'{Suggestion(wanted, boards)}");
    }

    private static string Suggestion(string wanted, IReadOnlyList<EmulatorBoard> boards) =>
        NearestName.Suggestion(wanted, [.. boards.Select(board => Plain(board.Name)).SelectMany(name => new[] { name, name.Split(Revision)[0] }).Distinct()]);

    private static string Plain(string name) => name.Replace('_', '-').ToLowerInvariant();
}
