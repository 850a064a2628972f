using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Flashing.Images;
using Edge.NanoAssemblies;

namespace Edge.Cli.Commands;

/// <summary><c>edge image</c>: joins what nanoFramework's build wrote into what a board's flash takes.</summary>
internal static class ImageCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Option<string?>("--pe-dir") { Description = "Folder with the .pe files, the build's bin/Release" };
        var output = new Option<string?>("--out", "-o") { Description = "The image to write" };
        var application = new Option<string?>("--app") { Description = "Name of the application; left out, the assembly that no other needs" };
        var list = new Option<string?>("--list") { Description = "Show and check an image in place of writing one" };
        var anyRuntime = AnyRuntime();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "image",
            "Join .pe files into an image for a board's flash, and check that the board will load it",
            "edge image --pe-dir device/Edge.Firmware/bin/Release --out app.bin",
            "edge image --pe-dir device/Edge.Firmware/bin/Release --out app.bin --board ESP32_S3_OCTAL --flash-mb 8",
            "edge image --list app.bin")
        {
            folder,
            output,
            application,
            list,
            anyRuntime,
            json,
        };
        BoardChoice board = new(required: false);
        board.AddTo(command);
        command.SetAction(result =>
        {
            string? from = result.GetValue(folder);
            string? to = result.GetValue(output);
            string? shown = result.GetValue(list);
            if (shown is null ? from is null || to is null : from is not null || to is not null || result.GetValue(application) is not null)
            {
                throw new UsageException("give --pe-dir and --out to write an image, or --list alone to show one");
            }

            DeploymentImage image = shown is null ? DeploymentImage.Join(from!, result.GetValue(application)) : DeploymentImage.Read(shown);
            string fits = board.Require(result, image, result.GetValue(anyRuntime));
            if (to is not null)
            {
                image.Write(to);
            }

            Print(image, shown ?? to!, fits, result.GetValue(json));
            return ExitCode.Fine;
        });
        return command;
    }

    /// <summary><c>--any-runtime</c>: the board runs another nanoFramework than the one whose native methods are known here.</summary>
    public static Option<bool> AnyRuntime() => new("--any-runtime")
    {
        Description = "Allow native methods of another nanoFramework than the one that edge knows",
    };

    private static void Print(DeploymentImage image, string path, string fits, bool json)
    {
        if (json)
        {
            Terminal.Json(new
            {
                Path = path,
                image.Length,
                Assemblies = image.Assemblies.Select(assembly => new
                {
                    assembly.Name,
                    Version = assembly.Version.ToString(),
                    assembly.Bytes.Length,
                    NativeChecksum = Checksum(assembly),
                    Needs = assembly.References.Select(reference => $"{reference.Name} {reference.Version}"),
                }),
                image.LeftOut,
            });
            return;
        }

        var table = new TextTable("assembly", "version", "bytes", "native", "needs");
        foreach (PeAssembly assembly in image.Assemblies)
        {
            table.Add(
                assembly.Name,
                assembly.Version.ToString(),
                $"{assembly.Bytes.Length}",
                Checksum(assembly) ?? "none",
                string.Join(", ", assembly.References.Select(reference => reference.Name)));
        }

        table.Write();
        if (image.LeftOut.Count > 0)
        {
            Terminal.Line($"left out, since the application does not need them: {string.Join(", ", image.LeftOut)}");
        }

        Terminal.Line($"{path} {fits}");
    }

    private static string? Checksum(PeAssembly assembly) => assembly.NativeChecksum == 0 ? null : $"0x{assembly.NativeChecksum:X8}";
}
