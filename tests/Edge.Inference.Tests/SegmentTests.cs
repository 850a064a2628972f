using System.Runtime.InteropServices;
using Edge.Core.Models;
using Edge.Inference.Kernels;

namespace Edge.Inference.Tests;

/// <summary>
/// Tables as lines in segments: where a table is taken, every accumulator within reach and beyond gets its code; tables of smooth activations are
/// taken; hostile ones are refused or right.
/// </summary>
public unsafe class SegmentTests
{
    private const int Reach = 150_000;

    /// <summary>Pre-images of code boundaries, one for each threshold, in units of the activation's scale.</summary>
    public static TheoryData<string> Smooth => ["relu", "tanh", "sigmoid", "hard-tanh", "logits"];

    [SkippableTheory]
    [MemberData(nameof(Smooth))]
    public void SmoothActivation_IsTaken_AndEveryAccumulatorGetsItsCode(string activation)
    {
        Skip.IfNot(SegmentSearch.IsSupported, "This machine lacks the instructions.");
        foreach (int bits in new[] { 3, 6, 7, 8 })
        {
            int top = activation is "relu" or "sigmoid" ? (1 << bits) - 1 : (1 << bits) - 2;
            for (double scale = 0.6; scale < 300; scale *= 1.9)
            {
                int[] table = [.. Enumerable.Range(1, top).Select(code => (int)Math.Ceiling(PreImage(activation, code, top) * scale * top / 2))];
                bool near = table.Skip(2).Zip(table, (two, zero) => two - zero).Max() < short.MaxValue;
                bool taken = RequireCodes([table], 3, bits);
                Assert.True(taken || !near, $"{bits} bits, scale {scale}");
            }
        }
    }

    [SkippableFact]
    public void HostileTables_AreRefusedOrRight()
    {
        Skip.IfNot(SegmentSearch.IsSupported, "This machine lacks the instructions.");
        int taken = 0;
        for (int seed = 0; seed < 250; seed++)
        {
            Random random = new(seed);
            int bits = random.Next(2, 9);
            int top = (1 << bits) - 1 - random.Next(2);
            bool perNeuron = random.Next(2) == 0;
            int[][] tables = [.. Enumerable.Range(0, perNeuron ? 3 : 1).Select(_ => Hostile(random, top))];
            taken += RequireCodes(tables, 3, bits) ? 1 : 0;
        }

        Assert.InRange(taken, 25, 249);
    }

    // Even steps, bent, with jumps, runs of equal thresholds and thresholds that are always or never passed.
    private static int[] Hostile(Random random, int top)
    {
        double step = Math.Pow(2, random.NextDouble() * 11 - 2);
        double bend = random.Next(2) * random.NextDouble() * 3 / top;
        int jitter = random.Next(3) == 0 ? (int)(step * random.Next(4)) + 1 : 1;
        double at = random.Next(-Reach, Reach / 2);
        int[] table = new int[top];
        for (int j = 0; j < top; j++)
        {
            at += random.Next(jitter > 1 && random.Next(8) == 0 ? 2 : 1) * jitter + step * (1 + bend * Math.Abs(j - top / 2));
            table[j] = (int)Math.Ceiling(at) + random.Next(jitter);
        }

        if (random.Next(4) == 0)
        {
            table.AsSpan(0, random.Next(top)).Fill(int.MinValue);
        }

        if (random.Next(4) == 0)
        {
            table.AsSpan(random.Next(top)).Fill(int.MaxValue);
        }

        if (random.Next(4) == 0)
        {
            int first = random.Next(top);
            table.AsSpan(first, random.Next(top - first)).Fill(table[first]);
        }

        Array.Sort(table);
        return table;
    }

    private static double PreImage(string activation, int code, int top)
    {
        double y = (code - 0.5) / top;
        return activation switch
        {
            "relu" => 2 * y,
            "tanh" => Math.Atanh((2 * y) - 1),
            "sigmoid" => Math.Log(y / (1 - y)),
            _ => (2 * y) - 1,
        };
    }

    /// <summary>Loads tables and compares the codes of all accumulators with counts of thresholds.</summary>
    /// <returns>False where the tables were refused.</returns>
    private static bool RequireCodes(int[][] tables, int neurons, int bits)
    {
        int top = tables[0].Length;
        TensorFormat input = new(1, 8, 255, TensorMap.Affine);
        DenseLayer layer = new(
            input,
            new TensorFormat(neurons, bits, top, TensorMap.Affine),
            8,
            null!,
            [.. Enumerable.Range(0, neurons).Select(_ => new sbyte[1])],
            new int[neurons],
            tables.Length > 1,
            tables);
        SegmentTables segments = new(layer);
        if (!segments.Load([.. Enumerable.Repeat(-(long)Reach, neurons)], [.. Enumerable.Repeat((long)Reach, neurons)]))
        {
            return false;
        }

        const int Rows = 2 * RowBlock.Rows;
        int* z = (int*)NativeMemory.AlignedAlloc((nuint)(4 * Rows * neurons), 64);
        int* pairs = (int*)NativeMemory.AlignedAlloc((nuint)(4 * Rows * RowBlock.Pairs(neurons)), 64);
        int[] passed = new int[neurons];
        for (int first = -Reach; first <= Reach; first += Rows)
        {
            for (int n = 0; n < neurons; n++)
            {
                for (int r = 0; r < Rows; r++)
                {
                    z[(((r / 16 * neurons) + n) * 16) + (r % 16)] = Math.Min(first + r, Reach) - segments.Origins[segments.PerNeuron ? n : 0];
                }
            }

            SegmentSearch.Compute(z, neurons, segments, pairs);
            for (int n = 0; n < neurons; n++)
            {
                int[] table = tables[segments.PerNeuron ? n : 0];
                for (int r = 0; r < Rows; r++)
                {
                    while (passed[n] < top && table[passed[n]] <= Math.Min(first + r, Reach))
                    {
                        passed[n]++;
                    }

                    int pair = pairs[(((r / 16 * RowBlock.Pairs(neurons)) + (n / 2)) * 16) + (r % 16)];
                    int code = (n & 1) == 0 ? pair & 0xFFFF : pair >>> 16;
                    if (code != passed[n])
                    {
                        Assert.Fail($"accumulator {first + r} of neuron {n}: code {code}, not {passed[n]}");
                    }
                }
            }
        }

        NativeMemory.AlignedFree(z);
        NativeMemory.AlignedFree(pairs);
        return true;
    }
}
