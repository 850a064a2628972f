using System.Diagnostics;

namespace Edge.Devices.OfficialRuntime;

/// <summary>The runtime's program and the three assemblies of the firmware's second entry point.</summary>
/// <param name="Program">The program: the tool <c>nanoclr</c>, or the runner that nanoFramework's POSIX build makes.</param>
/// <param name="CoreLibrary">mscorlib.pe.</param>
/// <param name="Batch">Edge.Firmware.Batch.pe.</param>
/// <param name="Data">Edge.Firmware.BatchData.pe, the template.</param>
internal sealed record NanoClrFiles(string Program, string CoreLibrary, string Batch, string Data)
{
    /// <summary>The tool: <c>dotnet tool install -g nanoclr</c>.</summary>
    private const string Tool = "nanoclr";

    private static readonly string[] Programs = [Tool, "nanoFramework.nanoCLR.test"];

    /// <summary>Finds everything.</summary>
    /// <param name="path">
    /// The folder of the assemblies, with the program in it or on the system's search path; or the program, with the assemblies beside it.
    /// </param>
    /// <exception cref="DeviceException">Something is missing.</exception>
    public static NanoClrFiles Find(string path)
    {
        if (path.Length == 0)
        {
            throw new DeviceException("nanoclr: needs the folder of its .pe files: nanoclr:PATH, see device/README.md");
        }

        bool isFolder = Directory.Exists(path);
        if (!isFolder && !File.Exists(path))
        {
            throw new DeviceException(
                $"{path} does not exist; name the folder of Edge.Firmware.Batch.pe, or the runtime's program beside it");
        }

        string folder = Path.GetFullPath(isFolder ? path : Path.GetDirectoryName(Path.GetFullPath(path))!);
        string coreLibrary = Required(folder, "mscorlib.pe");
        string batch = Required(folder, "Edge.Firmware.Batch.pe");
        string data = Required(folder, "Edge.Firmware.BatchData.pe");
        string program = isFolder ? FindProgram(folder) : Path.GetFullPath(path);
        return new NanoClrFiles(program, coreLibrary, batch, data);
    }

    /// <summary>The command that runs a job: the tool takes the verb <c>run</c>, the runner only assemblies.</summary>
    /// <param name="data">The data assembly with the job.</param>
    public ProcessStartInfo Command(string data)
    {
        ProcessStartInfo start = new(Program);
        if (Path.GetFileNameWithoutExtension(Program).Equals(Tool, StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add("run");
        }

        start.ArgumentList.Add("--assemblies");
        start.ArgumentList.Add(CoreLibrary);
        start.ArgumentList.Add(data);
        start.ArgumentList.Add(Batch);
        return start;
    }

    private static string Required(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path)
            ? path
            : throw new DeviceException(
                $"{folder} has no {name}; build device/Edge.Firmware.Batch with nanoFramework's toolchain and name its output folder");
    }

    private static string FindProgram(string folder)
    {
        IEnumerable<string> inFolder = Programs.Select(name => Path.Combine(folder, WithSuffix(name)));
        IEnumerable<string> onPath = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => Path.Combine(entry, WithSuffix(Tool)));
        return inFolder.Concat(onPath).FirstOrDefault(File.Exists)
            ?? throw new DeviceException(
                $"there is no program {string.Join(" or ", Programs)} in {folder}, and no {Tool} on the search path; "
                + $"dotnet tool install -g {Tool}");
    }

    private static string WithSuffix(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;
}
