using System.Reflection;
using System.Runtime.InteropServices;
using Edge.Core.Inference;

namespace Edge.Core.Tests.Inference;

/// <summary>What objects take on a board's heap, found by walking over their fields.</summary>
public static class HeapCount
{
    /// <summary>Bytes of an object and of everything it leads to, without some objects and what they lead to.</summary>
    public static int Of(object value, params object[] without)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        foreach (object each in without)
        {
            Bytes(each, seen);
        }

        return Bytes(value, seen);
    }

    private static int Bytes(object? value, HashSet<object> seen)
    {
        if (value is null || !seen.Add(value))
        {
            return 0;
        }

        if (value is Array array)
        {
            Type element = array.GetType().GetElementType()!;
            return element.IsPrimitive
                ? BoardHeap.ArrayBytes(array.Length, Marshal.SizeOf(element))
                : BoardHeap.ReferencesBytes(array.Length) + array.Cast<object>().Sum(each => Bytes(each, seen));
        }

        FieldInfo[] fields = value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return BoardHeap.ObjectBytes(fields.Length)
            + fields.Where(field => !field.FieldType.IsPrimitive).Sum(field => Bytes(field.GetValue(value), seen));
    }
}
