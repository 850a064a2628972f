using Edge.Emulator.Metering;

namespace Edge.Emulator.Tests.Costs.Kernels;

/// <summary>
/// Whole networks whose times on the official runtime are known, on the second PC of <see cref="RuntimeKernels"/> (device/README.md,
/// "Time"): random models, and the meter's counts of what was timed. The firmware's code goes on changing, so the
/// counts are kept with the times.
/// </summary>
public static class RuntimeNetworks
{
    /// <summary>
    /// Every network: its name, instructions per row of every class in the order of <see cref="InstructionClass"/>, and the nanoseconds per
    /// row measured.
    /// </summary>
    public static readonly IReadOnlyList<(string Name, double[] Counts, double Nanoseconds)> All =
    [
        ("binary 12-10-8-6-4-2-2, blocks", [46.978, 11.235, 2.75, 3.203, 1.719, 7.531, 0, 4.127, 1.172, 0, 0, 1.002, 0], 311),
        ("8 bits, 12-10-7-5-4-3-2", [3156, 509.423, 371, 107.711, 506.423, 207.289, 0, 419.207, 47, 0, 0, 6.002, 0], 18219),
        ("4 bits, 12-10-7-5-4-3-2", [3655.8, 591.818, 315, 194.839, 484.817, 214.161, 0, 463.522, 46, 0, 0, 0.002, 0], 19192),
        ("8 bits, 784-16-8-4-2-10", [40271, 6020.4, 12695, 2074.8, 8737.2, 1088.2, 0.016, 1811.3, 65.016, 0, 0, 6.109, 0], 207233),
        ("binary 784-256-10", [65473.5, 1964.1, 11659, 18394, 4904, 180, 0.016, 1707, 25.016, 0, 0, 1.109, 0], 239965),
    ];
}
