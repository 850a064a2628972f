namespace System
{
    /// <summary>The type exists on the board; the project computes in integers only, so it has no members here.</summary>
    public struct Double
    {
    }
}
