namespace System
{
    public static partial class Environment
    {
        public static long TickCount64 => throw null;
    }
}
