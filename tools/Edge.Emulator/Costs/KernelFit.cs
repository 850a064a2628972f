namespace Edge.Emulator.Costs;

/// <summary>A kernel that costs of classes were fitted to.</summary>
/// <param name="Kernel">Its name.</param>
/// <param name="Nanoseconds">Measured on the official runtime on a PC, per 32-bit word or multiply-accumulate.</param>
/// <param name="Residual">Predicted / measured - 1, once the mean of the logarithms over all kernels is taken out.</param>
public sealed record KernelFit(string Kernel, double Nanoseconds, double Residual);
