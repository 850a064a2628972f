using System.IO.Compression;
using Edge.Files;

namespace Edge.Information.Files;

/// <summary>Arrays under names in one file, NumPy's <c>.npz</c>: a zip archive with an entry <c>NAME.npy</c> for each.</summary>
public static class NpzArchive
{
    private const string ArrayExtension = ".npy";

    // The zip format begins in 1980; a fixed date makes equal arrays equal bytes.
    private static readonly DateTimeOffset EntryDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes arrays in their order, replacing what was there; the file appears only when it is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">Names, each once, and arrays; each is made when its turn comes, so that one at a time is held in memory.</param>
    /// <exception cref="IOException">The file can't be written; what was there is untouched.</exception>
    public static void Write(string path, IEnumerable<(string Name, NpyArray Array)> arrays)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(arrays);
        AtomicFile.Write(path, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var (name, array) in arrays)
            {
                var entry = zip.CreateEntry(name + ArrayExtension, CompressionLevel.Optimal);
                entry.LastWriteTime = EntryDate;
                using var content = entry.Open();
                content.Write(array.ToBytes());
            }
        });
    }

    /// <summary>Reads arrays in the order of the file.</summary>
    /// <param name="path">The file, of NumPy's savez or savez_compressed.</param>
    /// <param name="wanted">Says by name which arrays are read; the others may be of any kind.</param>
    /// <param name="use">Receives name and array; its <see cref="FormatException"/> or <see cref="ArgumentException"/> counts as a fault of that array.</param>
    /// <returns>Names of all arrays.</returns>
    /// <exception cref="CodesFileException">It is no such file, or an array is faulty, which is named.</exception>
    /// <exception cref="IOException">It does not exist or can't be read.</exception>
    public static IReadOnlyList<string> Read(string path, Func<string, bool> wanted, Action<string, NpyArray> use)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(use);
        var name = "the archive";
        try
        {
            using var zip = ZipFile.OpenRead(path);
            var names = new List<string>();
            foreach (var entry in zip.Entries)
            {
                name = entry.FullName.EndsWith(ArrayExtension, StringComparison.Ordinal) ? entry.FullName[..^ArrayExtension.Length] : entry.FullName;
                names.Add(name);
                if (wanted(name))
                {
                    use(name, Load(entry));
                }
            }

            return names;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidDataException or OverflowException or InvalidOperationException)
        {
            throw new CodesFileException(path, $"{name}: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static NpyArray Load(ZipArchiveEntry entry)
    {
        if (entry.Length > Array.MaxLength)
        {
            throw new FormatException($"{entry.Length} bytes are too many");
        }

        using var stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return NpyArray.FromBytes(memory.ToArray());
    }
}
