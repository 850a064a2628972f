using System.Runtime.InteropServices;

namespace Edge.Testing.Devices;

/// <summary>Copies of all descriptors that this process has of a file, as a child has them between fork and exec. Linux.</summary>
public sealed partial class DescriptorCopies : IDisposable
{
    private readonly List<int> copies = [];

    /// <param name="path">The file.</param>
    public DescriptorCopies(string path)
    {
        foreach (FileInfo entry in new DirectoryInfo("/proc/self/fd").EnumerateFiles())
        {
            if (entry.LinkTarget == path && int.TryParse(entry.Name, out int descriptor))
            {
                copies.Add(Copy(descriptor));
            }
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => copies.Count;

    public void Dispose() => copies.ForEach(copy => _ = Close(copy));

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Copy(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
