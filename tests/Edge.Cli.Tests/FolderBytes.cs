using System.Security.Cryptography;

namespace Edge.Cli.Tests;

/// <summary>Everything in a folder: relative path to size and hash of the content.</summary>
internal static class FolderBytes
{
    public static SortedDictionary<string, string> Of(string folder)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            files.Add(Path.GetRelativePath(folder, file), $"{bytes.Length} {Convert.ToHexString(SHA256.HashData(bytes))}");
        }

        return files;
    }

    public static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
