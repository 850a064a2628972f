using System.CommandLine;
using Edge.Emulator;
using Edge.Emulator.Devices;

Option<FileInfo> firmware = new("--firmware")
{
    Description = "The firmware assembly. Default: Edge.Firmware.dll beside the emulator",
    DefaultValueFactory = _ => new FileInfo(Path.Combine(AppContext.BaseDirectory, "Edge.Firmware.dll")),
};
Option<string?> link = new("--link")
{
    Description = "A symbolic link to make to the port, for a name that stays the same (not on Windows)",
};
Option<string> board = new("--board")
{
    Description = "The kind of board: " + string.Join(", ", BoardModel.Names),
    DefaultValueFactory = _ => BoardModel.Default,
};
RootCommand command = new(
    """
    Runs the Edge firmware behind a pseudo-terminal (on Windows a named pipe).

    Prints one line, "port PATH", when the device listens. A line "reset" on standard input resets the device; the emulator
    ends when standard input closes. Everything else goes to standard error.

    Example: Edge.Emulator --link /tmp/edge
    """)
{
    firmware, link, board,
};
command.SetAction(parsed => EmulatorProcess.Run(parsed.GetValue(firmware)!.FullName, parsed.GetValue(link), parsed.GetValue(board)!));
return command.Parse(args).Invoke();
