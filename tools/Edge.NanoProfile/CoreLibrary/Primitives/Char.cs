namespace System
{
    public struct Char
    {
        public const char MinValue = '\0';
        public const char MaxValue = '\uffff';

        public char ToLower() => throw null;
        public char ToUpper() => throw null;
        public override string ToString() => throw null;
    }
}
