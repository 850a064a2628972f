namespace System
{
    /// <summary>Without reflection: the firmware names types, and asks nothing of them.</summary>
    public abstract class Type
    {
        public static Type GetTypeFromHandle(RuntimeTypeHandle handle) => throw null;
        public abstract string FullName { get; }
    }
}
