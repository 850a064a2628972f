using System.CommandLine;
using Edge.NanoProfile.Checker;
using Edge.NanoProfile.Checker.Findings;

const int Fine = 0;
const int Refused = 1;
const int NotChecked = 2;

Argument<FileInfo> assembly = new("assembly") { Description = "An assembly compiled against nanoFramework 1.x" };
Option<DirectoryInfo> api = new("--api")
{
    Description = "The folder of reference assemblies. Default: nano, beside the checker",
    DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "nano")),
};
Option<FileInfo[]> beside = new("--with") { Description = "Another assembly that goes to the board beside this one" };
Option<bool> strict = new("--strict") { Description = "What a board does differently is an error too" };
RootCommand command = new(
    """
    Lists what a nanoFramework 1.x board would refuse or do differently in an assembly.

    One line per finding, file(line,column): error EDGEnnn: text, and a summary with sizes. The exit code is 1 where something is
    refused, 2 where the assembly cannot be checked.

    Example: Edge.NanoProfile.Checker Edge.Firmware.dll --strict
    """)
{
    assembly, api, beside, strict,
};
command.SetAction(parsed => Check(
    parsed.GetValue(assembly)!.FullName,
    parsed.GetValue(api)!.FullName,
    [.. (parsed.GetValue(beside) ?? []).Select(file => file.FullName)],
    parsed.GetValue(strict)));
return command.Parse(args).Invoke();

static int Check(string path, string apiFolder, string[] beside, bool strict)
{
    try
    {
        ProfileReport report = ProfileCheck.Run(path, apiFolder, beside);
        foreach (Finding finding in report.Findings)
        {
            Console.Out.WriteLine(finding.Line(strict));
        }

        Console.Out.WriteLine(report.Summary());
        return report.Fails(strict) ? Refused : Fine;
    }
    catch (CheckerException e)
    {
        Console.Error.WriteLine($"{e.Path} : error EDGE001: {e.Message}");
        return NotChecked;
    }
}
