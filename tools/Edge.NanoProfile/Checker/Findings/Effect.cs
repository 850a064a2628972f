namespace Edge.NanoProfile.Checker.Findings;

/// <summary>What becomes of a construct on a board.</summary>
public enum Effect
{
    /// <summary>The tools or the board refuse it, it crashes there, or it is silently wrong.</summary>
    Refused,

    /// <summary>It runs there, but not as on .NET.</summary>
    Different,

    /// <summary>It runs as on .NET and takes memory that is scarce there.</summary>
    Cost,
}
