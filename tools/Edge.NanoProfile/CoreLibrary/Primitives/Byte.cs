namespace System
{
    public struct Byte
    {
        public const byte MinValue = 0;
        public const byte MaxValue = 255;

        public static byte Parse(string s) => throw null;
        public static bool TryParse(string s, out byte result) => throw null;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
    }
}
