using System.CommandLine;
using Edge.Emulator;
using Edge.Emulator.Devices;
using Edge.Emulator.Metering;
using Edge.Emulator.Profiling;

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
Option<uint?> heap = new("--heap")
{
    Description = "The board's heap in bytes, the runtime's share included, where it differs from the usual",
};
heap.Validators.Add(result =>
{
    if (result.Tokens.Count == 1 && uint.TryParse(result.Tokens[0].Value, out uint value) && value < BoardModel.RuntimeBytes)
    {
        result.AddError($"--heap takes a number of bytes from {BoardModel.RuntimeBytes} on: so much the runtime itself takes");
    }
});
Option<string> meter = new("--meter")
{
    Description = "on: count the firmware's instructions and take the board's time from them; layers: by layer too; off: run it as it is",
    DefaultValueFactory = _ => "off",
};
meter.AcceptOnlyFromAmong("on", "layers", "off");
Option<bool> boards = new("--boards") { Description = "Print the boards with their heaps as JSON, and end" };
Option<bool> realTimeUart = new("--real-time-uart")
{
    Description = "Bytes take as long as on a serial line; with --meter on or layers computing takes as long as on a board, too",
};
Option<int?> bauds = new("--baud") { Description = "Speed of the line, whatever the firmware sets" };
bauds.Validators.Add(result =>
{
    if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && value <= 0)
    {
        result.AddError("--baud takes a number of bauds above 0");
    }
});
Option<long> watchdog = new("--watchdog")
{
    Description = "With --meter on: instructions that the firmware may run without a look at port, clock or thread",
    DefaultValueFactory = _ => Watchdog.DefaultInstructions,
};
watchdog.Validators.Add(result =>
{
    if (result.Tokens.Count == 1 && long.TryParse(result.Tokens[0].Value, out long value) && value <= 0)
    {
        result.AddError("--watchdog takes a number of instructions above 0");
    }
});
RootCommand command = new(
    """
    Runs the Edge firmware behind a pseudo-terminal (on Windows a named pipe).

    Prints one line, "port PATH", when the device listens. A line "reset" on standard input resets the device, a line "meter"
    writes what has been counted, a line "heap" what is allocated, a line "profile" prints the counts by layer as JSON; the emulator
    ends when standard input closes. Everything else goes to standard error.

    Example: Edge.Emulator --link edge-port
    """)
{
    firmware, link, board, heap, boards, meter, realTimeUart, bauds, watchdog,
};
command.SetAction(parsed => parsed.GetValue(boards) ? PrintBoards() : EmulatorProcess.Run(new EmulatorOptions
{
    FirmwarePath = parsed.GetValue(firmware)!.FullName,
    Board = parsed.GetValue(board)!,
    HeapBytes = parsed.GetValue(heap),
    LinkPath = parsed.GetValue(link),
    Metered = parsed.GetValue(meter) != "off",
    CountsLayers = parsed.GetValue(meter) == "layers",
    Bauds = parsed.GetValue(bauds),
    RealTimeUart = parsed.GetValue(realTimeUart),
    WatchdogInstructions = parsed.GetValue(watchdog),
}));
return command.Parse(args).Invoke();

static int PrintBoards()
{
    Console.Out.WriteLine(BoardList.Line());
    return 0;
}
