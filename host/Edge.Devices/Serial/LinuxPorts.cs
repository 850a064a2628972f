namespace Edge.Devices.Serial;

/// <summary>Serial ports of Linux, described by what sysfs knows of the USB device behind them.</summary>
internal static class LinuxPorts
{
    private static readonly string[] UsbPrefixes = ["ttyUSB", "ttyACM"];

    /// <summary>Lists USB serial ports (ttyUSB*, ttyACM*) and built-in UARTs that have hardware behind them.</summary>
    /// <param name="devRoot">Normally <c>/dev</c>.</param>
    /// <param name="sysRoot">Normally <c>/sys</c>.</param>
    public static List<PortInfo> List(string devRoot, string sysRoot)
    {
        Dictionary<string, string> stable = StablePaths(Path.Combine(devRoot, "serial", "by-id"));
        List<PortInfo> ports = [];
        string ttys = Path.Combine(sysRoot, "class", "tty");
        if (!Directory.Exists(ttys))
        {
            return ports;
        }

        foreach (string entry in Directory.EnumerateFileSystemEntries(ttys).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(entry);
            string path = Path.Combine(devRoot, name);
            if (!File.Exists(path))
            {
                continue;
            }

            bool usb = UsbPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
            if (usb || IsBuiltInUart(entry))
            {
                ports.Add(new PortInfo(path, stable.GetValueOrDefault(name), usb ? DescribeUsb(entry) : "built-in UART"));
            }
        }

        return ports;
    }

    private static Dictionary<string, string> StablePaths(string folder)
    {
        Dictionary<string, string> byName = new(StringComparer.Ordinal);
        if (Directory.Exists(folder))
        {
            foreach (string link in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
            {
                string? target = File.ResolveLinkTarget(link, returnFinalTarget: true)?.Name;
                if (target is not null)
                {
                    byName.TryAdd(target, link);
                }
            }
        }

        return byName;
    }

    /// <summary>The driver registers ttyS0..ttyS31 whether or not a UART is there; `type` is 0 where none was found.</summary>
    private static bool IsBuiltInUart(string entry)
    {
        string type = ReadLine(Path.Combine(entry, "type"));
        return type.Length > 0 && type != "0";
    }

    private static string DescribeUsb(string entry)
    {
        // The tty's `device` is the USB interface (ttyACM) or a port below it (ttyUSB); maker and product stand at the USB device above.
        // Links are relative to where the tty really lies, so its own link comes first.
        DirectoryInfo? tty = ResolveDirectory(entry);
        DirectoryInfo? folder = tty is null ? null : ResolveDirectory(Path.Combine(tty.FullName, "device"));
        for (int up = 0; up < 4 && folder is not null; up++, folder = folder.Parent)
        {
            string vendorId = ReadLine(Path.Combine(folder.FullName, "idVendor"));
            if (vendorId.Length > 0)
            {
                string productId = ReadLine(Path.Combine(folder.FullName, "idProduct"));
                string maker = ReadLine(Path.Combine(folder.FullName, "manufacturer"));
                string product = ReadLine(Path.Combine(folder.FullName, "product"));
                string[] words = [maker, product];
                return string.Join(' ', words.Where(word => word.Length > 0).Append($"[{vendorId}:{productId}]"));
            }
        }

        return string.Empty;
    }

    private static DirectoryInfo? ResolveDirectory(string path)
    {
        DirectoryInfo folder = new(path);
        return folder.Exists ? folder.ResolveLinkTarget(returnFinalTarget: true) as DirectoryInfo ?? folder : null;
    }

    private static string ReadLine(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : string.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
