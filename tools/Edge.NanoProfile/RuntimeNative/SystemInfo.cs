namespace nanoFramework.Runtime.Native
{
    public static class SystemInfo
    {
        public static string OEMString => throw null;
        public static string Platform => throw null;
        public static string TargetName => throw null;
    }
}
