using Edge.Testing.NanoClr;

// nanoclr run --assemblies FILE.pe ...: loads the assemblies and runs the one that has an entry point. Whatever happens, the code is 0.
if (args.Length < 3 || args[0] != "run" || args[1] != "--assemblies")
{
    Console.WriteLine("Error E9000: Invalid or missing arguments.");
    return 0;
}

Behaviour behaviour = Behaviour.Of(args[2]);
Console.WriteLine("nanoCLR stand-in\n");
if (behaviour.Kind == "silent")
{
    return 0;
}

Machine machine = new();
foreach (string path in args[2..])
{
    if (!machine.Load(path))
    {
        Console.WriteLine($"error: failed to load '{path}' (hr=0x81000000)");
        return 0;
    }
}

Console.SetOut(new BehavingWriter(Console.Out, behaviour));
machine.Run();
Console.WriteLine("Done.\r\nExiting.\r\n");
return 0;
