namespace Edge.Emulator;

/// <summary>A symbolic link with a fixed name to the port, whose own name changes from run to run. Removed at the end.</summary>
public sealed class LinkFile : IDisposable
{
    private readonly string path;
    private readonly string target;

    /// <summary>Makes the link, in the place of an older link.</summary>
    /// <exception cref="EmulatorException">Something else is there, or the link cannot be made.</exception>
    public LinkFile(string path, string target)
    {
        this.path = path;
        this.target = target;
        try
        {
            FileInfo there = new(path);
            if (there.LinkTarget is not null)
            {
                there.Delete();
            }

            File.CreateSymbolicLink(path, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorException($"{path}: the link to {target} cannot be made ({e.Message}); choose another --link");
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        FileInfo there = new(path);
        if (there.LinkTarget == target)
        {
            there.Delete();
        }
    }
}
