namespace Edge.Training.Networks;

/// <summary>What float arithmetic wants of layers.</summary>
internal static class FloatNetworkCheck
{
    private const int MaxBits = 8;

    /// <summary>Checks a hidden layer.</summary>
    public static void Hidden(FaultList faults, string where, HiddenLayerSpec layer)
    {
        faults.Range($"{where}: neurons", layer.Neurons, 1, Core.Models.ModelLimits.MaxWidth);
        CheckWeightBits(faults, where, layer.WeightBits);
        CheckBits(faults, $"{where}: activation bits", layer.ActivationBits, 1);
        faults.Defined($"{where}: activation", layer.Activation);
        faults.Check(
            layer.Activation != Activation.Sign,
            $"{where}: sign belongs to the integer arithmetic of devices; leave floatArithmetic out");
        NetworkCheck.CheckBatchNorm(faults, where, layer.BatchNorm);
    }

    /// <summary>Checks the output layer and the arithmetic itself.</summary>
    public static void Output(FaultList faults, NetworkSpec network)
    {
        OutputLayerSpec output = network.Output;
        faults.Range("output: classes", output.Classes, 2, Core.Models.ModelLimits.MaxWidth);
        CheckWeightBits(faults, "output", output.WeightBits);
        CheckBits(faults, "output: probability bits", output.ProbabilityBits, 1);
        NetworkCheck.CheckBatchNorm(faults, "output", output.BatchNorm);
        faults.Defined("float arithmetic: activation range", network.FloatArithmetic!.ActivationRange);
        faults.Defined("float arithmetic: probability range", network.FloatArithmetic.ProbabilityRange);
    }

    private static void CheckWeightBits(FaultList faults, string where, int bits) => CheckBits(faults, $"{where}: weight bits", bits, 2);

    private static void CheckBits(FaultList faults, string what, int bits, int least) => faults.Check(
        bits == FloatArithmeticSpec.FloatBits || (bits >= least && bits <= MaxBits),
        $"{what} {bits} is not within {least}..{MaxBits}, nor {FloatArithmeticSpec.FloatBits} for floats");
}
