using Edge.Emulator.Firmware;
using Edge.Emulator.Runtime;
using Mono.Cecil;

namespace Edge.Emulator.Memory;

/// <summary>What a call of the board's library leaves on the heap.</summary>
internal enum LibraryAllocation
{
    /// <summary>Nothing that outlives the call.</summary>
    None,

    /// <summary>The string that it returns.</summary>
    Text,

    /// <summary>The array that it returns, with the strings in it.</summary>
    Array,
}

/// <summary>
/// What the methods of the base library and of the stand-ins allocate. The table names every method it knows, those that allocate nothing
/// too: of any other it cannot be said what the call takes of a board's heap.
/// </summary>
internal static class LibraryAllocations
{
    private const string Numbers = "Boolean Byte SByte Char Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double";

    private static readonly Dictionary<string, LibraryAllocation> Known = Build();

    /// <summary>What a call leaves; null where that is not known.</summary>
    internal static LibraryAllocation? Of(MethodReference method)
    {
        string type = method.DeclaringType.FullName;
        if (Known.TryGetValue(type + "::" + method.Name, out LibraryAllocation kind))
        {
            return kind;
        }

        // A constructor that another calls works on an object that is charged already; a delegate's Invoke is the firmware's own method.
        bool isCharged = method.Name == ".ctor" || (method.Name == "Invoke" && method.DeclaringType.Resolve() is { } owner && IsDelegate(owner));
        return isCharged ? LibraryAllocation.None : null;
    }

    /// <summary>True where objects of the type are delegates.</summary>
    internal static bool IsDelegate(TypeDefinition type) => type.BaseType?.FullName == "System.MulticastDelegate";

    /// <summary>Name of a library method as the firmware's author knows it.</summary>
    internal static string BoardName(MethodReference method)
    {
        string type = method.DeclaringType.FullName;
        string board = StandIns.ByBoardName.FirstOrDefault(pair => pair.Value.FullName == type).Key ?? type;
        return board + "::" + method.Name;
    }

    private static Dictionary<string, LibraryAllocation> Build()
    {
        Dictionary<string, LibraryAllocation> known = [];
        Add("System.Object", "Equals ReferenceEquals GetHashCode", LibraryAllocation.None);
        Add("System.Object", "ToString", LibraryAllocation.Text);
        Add("System.ValueType", "Equals", LibraryAllocation.None);
        Add("System.Enum", "HasFlag", LibraryAllocation.None);
        Add("System.Enum", "ToString", LibraryAllocation.Text);
        Add(
            "System.String",
            "get_Length get_Chars Compare CompareTo Equals IsNullOrEmpty Contains EndsWith StartsWith IndexOf LastIndexOf op_Equality"
            + " op_Inequality ToString",
            LibraryAllocation.None);
        Add("System.String", "Concat Format Substring ToLower ToUpper Trim", LibraryAllocation.Text);
        Add("System.String", "ToCharArray Split", LibraryAllocation.Array);
        Add(
            "System.Array",
            "get_Length get_IsReadOnly get_IsFixedSize get_IsSynchronized get_SyncRoot Clear Copy CopyTo IndexOf",
            LibraryAllocation.None);
        Add("System.Array", "Clone", LibraryAllocation.Array);
        foreach (string number in Numbers.Split(' '))
        {
            Add("System." + number, "Parse TryParse", LibraryAllocation.None);
            Add("System." + number, "ToString", LibraryAllocation.Text);
        }

        Add("System.BitConverter", "GetBytes", LibraryAllocation.Array);
        Add(
            "System.BitConverter",
            "get_IsLittleEndian ToBoolean ToChar ToInt16 ToUInt16 ToInt32 ToUInt32 ToInt64 ToUInt64",
            LibraryAllocation.None);
        Add(
            "System.Convert",
            "ToBoolean ToChar ToByte ToSByte ToInt16 ToUInt16 ToInt32 ToUInt32 ToInt64 ToUInt64",
            LibraryAllocation.None);
        Add("System.Exception", "get_Message get_InnerException", LibraryAllocation.None);
        Add("System.Exception", "ToString", LibraryAllocation.Text);
        Add("System.TimeSpan", "get_Ticks FromMilliseconds FromSeconds", LibraryAllocation.None);
        Add("System.DateTime", "get_UtcNow get_Ticks", LibraryAllocation.None);
        Add("System.GC", "WaitForPendingFinalizers SuppressFinalize ReRegisterForFinalize", LibraryAllocation.None);
        Add("System.IDisposable", "Dispose", LibraryAllocation.None);
        Add("System.IComparable", "CompareTo", LibraryAllocation.None);
        Add("System.Threading.Interlocked", "CompareExchange Decrement Exchange Increment", LibraryAllocation.None);
        Add("System.Runtime.CompilerServices.RuntimeHelpers", "InitializeArray", LibraryAllocation.None);
        AddStandIns(known);
        return known;

        void Add(string type, string methods, LibraryAllocation kind)
        {
            foreach (string method in methods.Split(' '))
            {
                known.Add(type + "::" + method, kind);
            }
        }
    }

    /// <summary>The stand-ins' methods give back what was there, but for the names of the board.</summary>
    private static void AddStandIns(Dictionary<string, LibraryAllocation> known)
    {
        foreach (Type standIn in StandIns.ByBoardName.Values.Distinct().Append(typeof(BoardFaults)))
        {
            LibraryAllocation kind = standIn == typeof(SystemInfo) ? LibraryAllocation.Text : LibraryAllocation.None;
            foreach (string method in standIn.GetMethods().Where(method => method.DeclaringType == standIn).Select(method => method.Name).Distinct())
            {
                known.Add(standIn.FullName + "::" + method, kind);
            }
        }

        foreach (string method in new[] { nameof(Random.Next), nameof(Random.NextBytes) })
        {
            known.Add(typeof(BoardRandom).FullName + "::" + method, LibraryAllocation.None);
        }
    }
}
