using System.Globalization;
using Edge.NanoProfile.Checker.Findings;

namespace Edge.NanoProfile.Checker;

/// <summary>What a check found.</summary>
/// <param name="Assembly">File name of the assembly.</param>
/// <param name="Findings">By file, line and column.</param>
/// <param name="IlBytes">IL of all methods in bytes.</param>
/// <param name="DataBytes">Initialized data in bytes.</param>
/// <param name="StaticHeapBytes">Heap that static data takes from boot on, in bytes, as <see cref="Checks.StaticHeap"/> counts it.</param>
public sealed record ProfileReport(string Assembly, IReadOnlyList<Finding> Findings, int IlBytes, int DataBytes, long StaticHeapBytes)
{
    /// <summary>Whether a build must fail.</summary>
    public bool Fails(bool strict) => Findings.Any(finding => finding.Fails(strict));

    /// <summary>Sizes and counts in one line.</summary>
    public string Summary()
    {
        int Count(Effect effect) => Findings.Count(finding => finding.Rule.Effect == effect);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {Assembly}: {IlBytes} of {BoardLimits.MostIlBytes} IL bytes, {DataBytes} of {BoardLimits.MostDataBytes} bytes of initialized data, {
            StaticHeapBytes} bytes of static heap at boot; {Count(Effect.Refused)} refused, {Count(Effect.Different)} different
            """);
    }
}
