namespace Edge.Emulator.Costs;

/// <summary>A program timed on the official runtime that costs of classes were fitted to.</summary>
/// <param name="Group">Programs whose ratios are compared: of one kind, timed on one machine.</param>
/// <param name="Program">Its name.</param>
/// <param name="Nanoseconds">Measured, per 32-bit word, multiply-accumulate or row.</param>
/// <param name="Residual">Predicted / measured - 1, once the mean of the logarithms over the group is taken out.</param>
public sealed record TimingFit(string Group, string Program, double Nanoseconds, double Residual);
