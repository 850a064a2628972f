using System.Text;

namespace Edge.Testing.NanoClr;

/// <summary>Standard output as the job sees it, going wrong where it is asked to.</summary>
internal sealed class BehavingWriter(TextWriter output, Behaviour behaviour) : TextWriter
{
    private int rows;

    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <inheritdoc/>
    public override void WriteLine(string? value)
    {
        string line = value ?? "";
        if (line.StartsWith("edge row ", StringComparison.Ordinal))
        {
            line = Row(line, rows == behaviour.Rows);
            rows++;
        }

        if (line.Length > 0)
        {
            output.Write(line + "\r\n");
            output.Flush();
        }

        if (line.StartsWith("edge end ", StringComparison.Ordinal) && behaviour.Kind == "linger")
        {
            Thread.Sleep(Timeout.Infinite);
        }
    }

    private string Row(string line, bool now)
    {
        switch (behaviour.Kind)
        {
            case "noise":
                output.Write("GC: 1msec 29424 bytes used, 1019148 bytes available\r\n");
                Console.Error.WriteLine("a word on standard error");
                return line;
            case "crash" when now:
                Environment.Exit(0);
                return "";
            case "hang" when now:
                Thread.Sleep(Timeout.Infinite);
                return "";
            case "flood" when now:
                while (true)
                {
                    output.Write("garbage\0\u0007 ");
                }

            case "damage" when now:
                return line[..^1] + (line[^1] == '0' ? '1' : '0');
            case "drop" when now:
                return "";
            default:
                return line;
        }
    }
}
