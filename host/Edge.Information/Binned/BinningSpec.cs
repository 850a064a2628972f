using System.Globalization;

namespace Edge.Information.Binned;

/// <summary>
/// A post-hoc binning of float activations, as the code of Lorenzen et al. 2022 has it: 30, 100 or 256 bins, uniform or of equal counts,
/// over bounds that are given, or over the values of a run, a layer or a neuron.
/// </summary>
public sealed record BinningSpec
{
    /// <summary>Most bins.</summary>
    public const int MaximumBins = 65536;

    /// <summary>Bins, 1..65536.</summary>
    public required int Bins { get; init; }

    /// <summary>How bins share the values.</summary>
    public BinSpacing Spacing { get; init; } = BinSpacing.Uniform;

    /// <summary>Which values bins are laid over.</summary>
    public BinScope Scope { get; init; } = BinScope.Layer;

    /// <summary>Lower bound with <see cref="BinScope.Fixed"/>, else null.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper bound with <see cref="BinScope.Fixed"/>, above the lower one; else null.</summary>
    public double? Upper { get; init; }

    /// <summary>Bits of a bin's number: ceil(log2(Bins)), at least 1.</summary>
    public int Bits() => Math.Max(1, 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)Bins - 1));

    /// <summary>Short name, for columns and files: <c>uniform-30-fixed</c>.</summary>
    public string Name() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Spacing == BinSpacing.Uniform ? "uniform" : "equal-count")}-{Bins}-{Scope.ToString().ToLowerInvariant()}");

    /// <summary>What is wrong with it, one line per fault; empty when it can be used.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (Bins is < 1 or > MaximumBins)
        {
            faults.Add($"bins {Bins} is not within 1..{MaximumBins}");
        }

        if (!Enum.IsDefined(Spacing))
        {
            faults.Add($"spacing {Spacing} is not one of {string.Join(", ", Enum.GetNames<BinSpacing>())}");
        }

        if (!Enum.IsDefined(Scope))
        {
            faults.Add($"scope {Scope} is not one of {string.Join(", ", Enum.GetNames<BinScope>())}");
        }

        if (Scope != BinScope.Fixed && (Lower is not null || Upper is not null))
        {
            faults.Add("lower and upper belong to fixed bounds; leave them out");
        }

        if (Scope == BinScope.Fixed && !(Lower < Upper && double.IsFinite(Lower.Value) && double.IsFinite(Upper.Value)))
        {
            faults.Add("fixed bounds need lower and upper, finite, lower below upper");
        }

        if (Scope == BinScope.Fixed && Spacing == BinSpacing.EqualCount)
        {
            faults.Add("bins of equal counts follow the values; fixed bounds need uniform bins");
        }

        return faults;
    }

    /// <summary>Returns when it can be used.</summary>
    /// <exception cref="ArgumentException">It can't; the message has one line per fault.</exception>
    public void Check()
    {
        IReadOnlyList<string> faults = Faults();
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join("\n", faults.Select(fault => $"binning: {fault}")));
        }
    }
}
