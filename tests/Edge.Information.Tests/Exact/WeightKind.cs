namespace Edge.Information.Tests.Exact;

public enum WeightKind
{
    None,
    Multiplicities,
    Large,
    Quarters,
    Real,
}
