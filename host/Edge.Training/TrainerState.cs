using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Optimizers;

namespace Edge.Training;

/// <summary>
/// The bytes of a trainer, little-endian: <c>EDGT</c>, u32 version, u32 length of all tensors in floats, i32 epoch, i64 steps, u64 seed,
/// f64 beta1^t, f64 beta2^t, 32 bytes of SHA-256 of the specifications; then per layer, as f32, range, weights, offsets, running means,
/// running variances, first and second moments of weights and of offsets, and moving bounds where float arithmetic has them; last 32 bytes of SHA-256 of everything before. The order of
/// rows needs no state: it follows from seed and epoch.
/// </summary>
internal static class TrainerState
{
    private const uint Magic = 0x54474445;
    private const uint Version = 1;
    private const int SpecificationsAt = 48;
    private const int HeaderBytes = SpecificationsAt + SHA256.HashSizeInBytes;

    /// <summary>Writes a state.</summary>
    public static void Write(Stream stream, TrainingSpec training, NetworkParameters network, OptimizerState optimizer, int epoch, long steps)
    {
        int floats = CountFloats(network, optimizer);
        var bytes = new byte[HeaderBytes + floats * sizeof(float)];
        Span<byte> header = bytes;
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)floats);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], epoch);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], steps);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], training.Seed);
        BinaryPrimitives.WriteDoubleLittleEndian(header[32..], optimizer.Powers[0]);
        BinaryPrimitives.WriteDoubleLittleEndian(header[40..], optimizer.Powers[1]);
        HashOf(network.Network, training).CopyTo(header[SpecificationsAt..]);
        int at = HeaderBytes;
        for (int l = 0; l < network.Layers.Length; l++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), network.Layers[l].Range);
            at += sizeof(float);
            foreach (AlignedBuffer tensor in TensorsOf(network, optimizer, l))
            {
                foreach (float value in tensor.Span)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), value);
                    at += sizeof(float);
                }
            }
        }

        stream.Write(bytes);
        stream.Write(SHA256.HashData(bytes));
    }

    /// <summary>Reads a state into a trainer's network and optimizer.</summary>
    /// <returns>Epoch and steps.</returns>
    /// <exception cref="TrainerStateException">Torn, changed, or of another network, training, seed or version.</exception>
    public static (int Epoch, long Steps) Read(Stream stream, TrainingSpec training, NetworkParameters network, OptimizerState optimizer)
    {
        int floats = CountFloats(network, optimizer);
        var bytes = new byte[HeaderBytes + floats * sizeof(float)];
        int got = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> header = bytes;
        Require(got >= HeaderBytes && BinaryPrimitives.ReadUInt32LittleEndian(header) == Magic, "trainer state: this is no saved trainer");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        Require(version == Version, $"trainer state: version {version}, this program reads {Version}");
        ulong seed = BinaryPrimitives.ReadUInt64LittleEndian(header[24..]);
        Require(seed == training.Seed, $"trainer state: it was trained with seed {seed}, not {training.Seed}");
        Require(
            header[SpecificationsAt..HeaderBytes].SequenceEqual(HashOf(network.Network, training)),
            $"trainer state: it is of another network than {network.Network.Name}, or of other training settings");
        var hash = new byte[SHA256.HashSizeInBytes];
        bool whole = got == bytes.Length && stream.ReadAtLeast(hash, hash.Length, throwOnEndOfStream: false) == hash.Length;
        Require(
            whole && hash.AsSpan().SequenceEqual(SHA256.HashData(bytes)),
            "trainer state: it is torn or changed (its hash does not fit); go back to an earlier one");
        ReadTensors(bytes, network, optimizer);
        optimizer.Powers[0] = BinaryPrimitives.ReadDoubleLittleEndian(header[32..]);
        optimizer.Powers[1] = BinaryPrimitives.ReadDoubleLittleEndian(header[40..]);
        return (BinaryPrimitives.ReadInt32LittleEndian(header[12..]), BinaryPrimitives.ReadInt64LittleEndian(header[16..]));
    }

    private static void ReadTensors(ReadOnlySpan<byte> bytes, NetworkParameters network, OptimizerState optimizer)
    {
        int at = HeaderBytes;
        for (int l = 0; l < network.Layers.Length; l++)
        {
            network.Layers[l].Range = BinaryPrimitives.ReadSingleLittleEndian(bytes[at..]);
            at += sizeof(float);
            foreach (AlignedBuffer tensor in TensorsOf(network, optimizer, l))
            {
                foreach (ref float value in tensor.Span)
                {
                    value = BinaryPrimitives.ReadSingleLittleEndian(bytes[at..]);
                    at += sizeof(float);
                }
            }
        }
    }

    // Names and the number of epochs decide nothing that is saved.
    private static byte[] HashOf(NetworkSpec network, TrainingSpec training) => SHA256.HashData(
    [
        .. JsonSerializer.SerializeToUtf8Bytes(network with { Name = string.Empty }),
        .. JsonSerializer.SerializeToUtf8Bytes(training with { Epochs = 0 }),
    ]);

    private static int CountFloats(NetworkParameters network, OptimizerState optimizer)
    {
        int floats = 0;
        for (int l = 0; l < network.Layers.Length; l++)
        {
            floats++;
            foreach (AlignedBuffer tensor in TensorsOf(network, optimizer, l))
            {
                floats += tensor.Length;
            }
        }

        return floats;
    }

    private static AlignedBuffer[] TensorsOf(NetworkParameters network, OptimizerState optimizer, int layer)
    {
        LayerParameters values = network.Layers[layer];
        AdamMoments weights = optimizer.Weights[layer];
        AdamMoments offsets = optimizer.Offsets[layer];
        return
        [
            values.Weights, values.Offsets, values.RunningMeans, values.RunningVariances,
            weights.First, weights.Second, offsets.First, offsets.Second, values.Bounds,
        ];
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new TrainerStateException(otherwise);
        }
    }
}
