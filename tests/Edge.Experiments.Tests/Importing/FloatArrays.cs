using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Edge.Experiments.Tests.Importing;

/// <summary>Writes float32 arrays as NumPy's savez does.</summary>
internal sealed class FloatArrays
{
    private readonly List<(string Name, int[] Shape, float[] Values)> arrays = [];

    public FloatArrays Add(string name, int[] shape, params float[] values)
    {
        arrays.Add((name, shape, values));
        return this;
    }

    public void Write(string path)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, int[] shape, float[] values) in arrays)
        {
            string lengths = string.Join(" ", shape.Select(length => length + ","));
            byte[] header = Encoding.ASCII.GetBytes($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({lengths}), }}\n");
            byte[] file = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. new byte[values.Length * 4]];
            for (int i = 0; i < values.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(10 + header.Length + 4 * i), values[i]);
            }

            using Stream entry = zip.CreateEntry(name + ".npy").Open();
            entry.Write(file);
        }
    }
}
