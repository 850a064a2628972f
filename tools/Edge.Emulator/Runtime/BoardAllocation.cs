using System.Runtime.CompilerServices;
using System.Text;
using Edge.Core.Inference;
using Edge.Emulator.Devices;
using Edge.Emulator.Memory;

namespace Edge.Emulator.Runtime;

/// <summary>What rewritten firmware calls to allocate, or when it has: the board's heap is charged, and may be full.</summary>
/// <remarks>Firmware that runs on no device, as in a benchmark, has no heap to charge.</remarks>
public static class BoardAllocation
{
    /// <summary>Makes an array, which is not tried where it would not fit.</summary>
    /// <param name="length">Elements; a negative number throws as .NET does.</param>
    /// <param name="elementBytes">Bytes of an element on the board.</param>
    /// <exception cref="OutOfMemoryException">The heap is full, or the array larger than any may be.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T[] NewArray<T>(int length, int elementBytes)
    {
        DeviceHeap? heap = EmulatedDevice.HeapOfThread;
        if (heap is null || length < 0)
        {
            return new T[length];
        }

        long data = (long)length * elementBytes;
        if (data > DeviceHeap.LargestArrayBytes)
        {
            throw new OutOfMemoryException($"an array of {data} bytes: no board makes one above {DeviceHeap.LargestArrayBytes}");
        }

        int bytes = BoardHeap.ArrayBytes(length, elementBytes);
        heap.Require(bytes);
        T[] array = new T[length];
        heap.Charge(array, bytes);
        return array;
    }

    /// <summary>A literal, as a new string of its own: .NET keeps one for ever, a board makes one each time.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string Literal(string text) => Copy(text, ObjectSizes.LiteralBytes);

    /// <summary>A string that the base library made, as a new one: .NET hands out some that it keeps.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string Text(string text) => text is null ? text! : Copy(text, TextBytes(text));

    /// <summary>An array that the base library made, with the strings in it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Array(object made)
    {
        if (EmulatedDevice.HeapOfThread is not { } heap || made is not Array { Length: > 0 } array)
        {
            return;
        }

        Type element = array.GetType().GetElementType()!;
        heap.Charge(array, element.IsPrimitive
            ? BoardHeap.ArrayBytes(array.Length, System.Buffer.ByteLength(array) / array.Length)
            : BoardHeap.ReferencesBytes(array.Length));
        foreach (string text in array.OfType<string>().Where(text => text.Length > 0))
        {
            heap.Charge(text, TextBytes(text));
        }
    }

    /// <summary>An object whose size on the board is known.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Object(object made, int bytes) => EmulatedDevice.HeapOfThread?.Charge(made, bytes);

    /// <summary>A string on a board: its block and its text in UTF-8 with a zero at the end.</summary>
    private static int TextBytes(string text) => BoardHeap.ArrayBytes(Encoding.UTF8.GetByteCount(text) + 1, 1);

    /// <summary>There is only one empty string, which is nobody's.</summary>
    private static string Copy(string text, int bytes)
    {
        if (EmulatedDevice.HeapOfThread is not { } heap || text.Length == 0)
        {
            return text;
        }

        string copy = new(text.AsSpan());
        heap.Charge(copy, bytes);
        return copy;
    }
}
