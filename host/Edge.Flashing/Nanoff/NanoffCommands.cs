using System.Globalization;

namespace Edge.Flashing.Nanoff;

/// <summary>
/// The command lines of nanoff, nanoFramework's flasher (nanoFirmwareFlasher, read in 2.5.162 and 3.0.0-preview.1). Firmware and
/// application are two commands in both lines: 3.x knows no other way, and 2.5.162 given both at once forgets the address.
/// </summary>
internal static class NanoffCommands
{
    /// <summary>The first version that takes verbs in place of options.</summary>
    public const int FirstMajorWithVerbs = 3;

    /// <summary>The arguments of each command, in the order in which they are run.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(FlashJob job, int major)
    {
        List<IReadOnlyList<string>> commands = [];
        if (job.Firmware)
        {
            commands.Add(major < FirstMajorWithVerbs ? ["--update", .. WithOptions(job)] : ["flash", .. WithWords(job), .. Bauds("baud", job)]);
        }

        if (job.ImagePath is not null)
        {
            // A full path: 3.x takes a value that reads like one of its words for that word.
            string image = Path.GetFullPath(job.ImagePath);
            string address = $"0x{job.Board.DeploymentAddress:X}";
            commands.Add(major < FirstMajorWithVerbs
                ? ["--deploy", .. WithOptions(job), "--image", image, "--address", address]
                : ["deploy", .. WithWords(job), "image", image, "address", address]);
        }

        return commands;
    }

    private static string[] WithOptions(FlashJob job) => ["--target", job.Board.Target, "--serialport", job.Port, .. Bauds("--baud", job)];

    private static string[] WithWords(FlashJob job) => ["target", job.Board.Target, "serialport", job.Port];

    // Of 3.x's verbs only flash has it.
    private static string[] Bauds(string option, FlashJob job) =>
        job.Bauds is int bauds ? [option, bauds.ToString(CultureInfo.InvariantCulture)] : [];
}
