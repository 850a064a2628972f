using System.Diagnostics;
using System.Globalization;
using Edge.Emulator.Devices;

namespace Edge.Devices.Emulation;

/// <summary>Finds the emulator and the .NET host that runs it.</summary>
internal static class EmulatorCommand
{
    /// <summary>The command that starts the emulator.</summary>
    /// <exception cref="DeviceException">Emulator or firmware is not there, or no board has the name.</exception>
    public static ProcessStartInfo Of(EmulatorOptions options)
    {
        string emulator = options.EmulatorPath is { } path
            ? Required(path, "the emulator")
            : Beside("emulator", "Edge.Emulator.dll", "Edge.Emulator.exe", "Edge.Emulator")
                ?? throw new DeviceException(
                    $"the emulator is not beside this program ({Path.Combine(AppContext.BaseDirectory, "emulator")}); "
                    + "build tools/Edge.Emulator, or use another device");
        string? firmware = options.FirmwarePath is { } given
            ? Required(given, "the firmware assembly")
            : Beside("firmware", "Edge.Firmware.dll");
        ProcessStartInfo start = new();
        if (emulator.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            start.FileName = DotnetHost();
            start.ArgumentList.Add(emulator);
        }
        else
        {
            start.FileName = emulator;
        }

        if (firmware is not null)
        {
            start.ArgumentList.Add("--firmware");
            start.ArgumentList.Add(firmware);
        }

        string board = options.Board ?? EmulatorOptions.DefaultBoard;
        start.ArgumentList.Add("--board");
        start.ArgumentList.Add(KnownBoards.Find(board)?.Name ?? throw new DeviceException(KnownBoards.Unknown(board)));

        if (options.CountsLayers || options.RealTimeBauds is not null)
        {
            start.ArgumentList.Add("--meter");
            start.ArgumentList.Add(options.CountsLayers ? "layers" : "on");
        }

        if (options.RealTimeBauds is { } bauds)
        {
            start.ArgumentList.Add("--real-time-uart");
            start.ArgumentList.Add("--baud");
            start.ArgumentList.Add(bauds.ToString(CultureInfo.InvariantCulture));
        }

        return start;
    }

    /// <summary>The <c>dotnet</c> that runs this process, so that the emulator needs none of its own on the path.</summary>
    public static string DotnetHost()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Environment.ProcessPath is { } self && Path.GetFileName(self).Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            return self;
        }

        // The runtime lies in <root>/shared/Microsoft.NETCore.App/<version>; a self-contained program has no such root.
        string beside = Path.GetFullPath(
            Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? name;
    }

    private static string Required(string path, string what) => File.Exists(path)
        ? Path.GetFullPath(path)
        : throw new DeviceException($"{what} {path} does not exist; check the path");

    private static string? Beside(string folder, params string[] names) =>
        names.Select(name => Path.Combine(AppContext.BaseDirectory, folder, name)).FirstOrDefault(File.Exists);
}
