using System.Security.Cryptography;

namespace Edge.Experiments.Tests.Execution;

/// <summary>Names and hashes of all files of a folder, to compare folders byte for byte.</summary>
internal static class FolderContent
{
    public static SortedDictionary<string, string> Of(string folder)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            files.Add(Path.GetRelativePath(folder, file), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
        }

        return files;
    }
}
