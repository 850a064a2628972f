using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Edge.Core.Models;
using Edge.Training.Columns;
using Edge.Training.Data;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests;

/// <summary>
/// What some short runs arrive at, as text: the same on every machine. This assembly is also a program that prints it, so that a test can
/// start it with instruction sets switched off.
/// </summary>
internal static class TrainedStates
{
    public static NetworkSpec[] Networks { get; } =
    [
        TestNetworks.Quantized(TestNetworks.SztInput, Activation.Tanh) with { Name = "tanh" },
        TestNetworks.Quantized(TestNetworks.SztInput, Activation.Relu, 4, batchNorm: true) with { Name = "relu" },
        TestNetworks.Quantized(TestNetworks.SztInput, Activation.Sigmoid, 3) with { Name = "sigmoid" },
        TestNetworks.Quantized(TestNetworks.SztInput, Activation.Softsign) with { Name = "softsign" },
        TestNetworks.Binary(TestNetworks.SztInput) with { Name = "ste-sign" },
        TestNetworks.Binary(TestNetworks.SztInput, SignGradient.SwishSign, SignOfZero.MinusOne) with { Name = "swish-sign" },
    ];

    public static NetworkSpec[] FloatNetworks { get; } =
    [
        TestNetworks.Floats(Activation.Tanh, 8) with { Name = "float-tanh-8" },
        TestNetworks.Floats(
            Activation.Relu,
            4,
            weightBits: 8,
            arithmetic: new FloatArithmeticSpec { ActivationRange = ActivationRange.Moving, NudgeZero = true, ProbabilityRange = ProbabilityRange.Batch })
            with { Name = "float-relu-4" },
        TestNetworks.Floats(Activation.SignSwish, batchNorm: true) with { Name = "float-sign-swish" },
        TestNetworks.WideFloats() with { Name = "float-wide" },
    ];

    public static void Main() => Console.Write(Report());

    public static string Report() => string.Concat(Networks.Concat(FloatNetworks).Select(network => $"{network.Name} {Hash(network)}\n"));

    public static string Hash(NetworkSpec network, ulong seed = 1)
    {
        LabeledRows rows = SztRows.All.Subset(Enumerable.Range(0, 500).Select(r => r * 8 + r % 8).ToArray());
        var trainer = new Trainer(network, TestNetworks.Adam(1e-2, 60, seed), rows);
        trainer.TrainEpoch(rows);
        trainer.TrainEpoch(rows);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (LayerParameters layer in trainer.Parameters.Layers)
        {
            foreach (AlignedBuffer tensor in new[] { layer.Weights, layer.Offsets, layer.RunningMeans, layer.RunningVariances })
            {
                hash.AppendData(MemoryMarshal.AsBytes(tensor.Span));
            }

            hash.AppendData(BitConverter.GetBytes(layer.Range));
        }

        if (network.FloatArithmetic is null)
        {
            hash.AppendData(ModelContentWriter.Write(trainer.Freeze().Model));
        }
        else
        {
            var columns = new ColumnEvaluator(trainer.Parameters, rows, normalized: true);
            columns.Evaluate();
            foreach (LayerColumns layer in columns.Layers)
            {
                hash.AppendData(MemoryMarshal.AsBytes(layer.Words.AsSpan()));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
