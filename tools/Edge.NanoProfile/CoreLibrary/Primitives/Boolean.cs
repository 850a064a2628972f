namespace System
{
    public struct Boolean
    {
        public static readonly string FalseString = "False";
        public static readonly string TrueString = "True";

        public override string ToString() => throw null;
    }
}
