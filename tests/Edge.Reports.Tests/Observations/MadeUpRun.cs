using Edge.Reports.Observations;

namespace Edge.Reports.Tests.Observations;

/// <summary>Runs with a known course; nothing here was measured.</summary>
internal static class MadeUpRun
{
    public const int Last = 1000;

    /// <summary>A run of three layers, each with its own course of I(X;T) and I(T;Y).</summary>
    public static RunTrace Of(
        int run, Func<int, (double Input, double Label)> first, Func<int, (double, double)> hidden, Func<int, (double, double)> output, double accuracy = 0.9)
    {
        int[] epochs = [.. Enumerable.Range(0, Last + 1)];
        Func<int, (double Input, double Label)>[] layers = [first, hidden, output];
        return new RunTrace(
            run,
            "all",
            4096,
            12,
            ["dense1", "dense2", "softmax"],
            epochs,
            [.. layers.Select(layer => epochs.Select(epoch => layer(epoch).Input).ToArray())],
            [.. layers.Select(layer => epochs.Select(epoch => layer(epoch).Label).ToArray())],
            [.. epochs.Select(_ => accuracy)],
            null);
    }

    /// <summary>Stays where it is.</summary>
    public static Func<int, (double, double)> Constant(double input, double label) => _ => (input, label);

    /// <summary>Learns the label in the first hundred epochs, forgets two bits of the input in the last five hundred.</summary>
    public static (double, double) TwoPhases(int epoch) =>
        (10 - (2 * Math.Clamp((epoch - 500) / 400.0, 0, 1)), 0.9 * Math.Clamp(epoch / 100.0, 0, 1));

    /// <summary>Forgets first and learns late.</summary>
    public static (double, double) ForgetsFirst(int epoch) =>
        (8 - (3 * Math.Clamp(epoch / 100.0, 0, 1)), 0.5 * Math.Clamp((epoch - 500) / 400.0, 0, 1));
}
