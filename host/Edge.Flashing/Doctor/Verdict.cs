namespace Edge.Flashing.Doctor;

/// <summary>What was found of something.</summary>
public enum Verdict
{
    /// <summary>It is there and does what it should.</summary>
    Fine,

    /// <summary>It is not there, and only some commands need it.</summary>
    Missing,

    /// <summary>It is needed, or was asked for, and does not do what it should.</summary>
    Wrong,
}
