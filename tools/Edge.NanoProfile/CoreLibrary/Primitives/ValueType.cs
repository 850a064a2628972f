namespace System
{
#pragma warning disable CS0659 // As on the board: Equals is overridden, GetHashCode is not.
    public abstract class ValueType
    {
        public override bool Equals(object obj) => throw null;
    }
#pragma warning restore CS0659
}
