namespace System.Reflection
{
    /// <summary>What a type derives from on a board; the firmware asks nothing of it.</summary>
    public abstract class MemberInfo
    {
    }
}

namespace System
{
    /// <summary>Without reflection: the firmware names types, and asks nothing of them.</summary>
    public abstract class Type : Reflection.MemberInfo
    {
        public static Type GetTypeFromHandle(RuntimeTypeHandle handle) => throw null;
        public abstract string FullName { get; }
    }
}
