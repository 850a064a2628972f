using System.Globalization;
using Edge.Emulator.Metering;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Edge.Emulator.Tests.Parts;

/// <summary>
/// Runs IL the slow way, one instruction after the other, and counts each as it runs: the measure for the meter. Knows static methods on
/// int, long and their arrays, static fields, objects with fields, and calls through classes and interfaces.
/// </summary>
public sealed class SteppingCount
{
    private readonly Dictionary<string, object> statics = [];
    private readonly Dictionary<MethodDefinition, IReadOnlyDictionary<Instruction, InstructionClass>> classesByMethod = [];

    /// <summary>Instructions run, by class.</summary>
    public long[] Classes { get; } = new long[InstructionClasses.Count];

    /// <summary>Runs a method to its end and returns what it returns.</summary>
    public object? Run(MethodDefinition method, params object?[] arguments)
    {
        Stack<object?> stack = new();
        object?[] locals = [.. method.Body.Variables.Select(v => v.VariableType.IsPrimitive ? (object?)0 : null)];
        IReadOnlyDictionary<Instruction, InstructionClass> classes = ClassesOf(method);
        Instruction at = method.Body.Instructions[0];
        while (true)
        {
            Classes[(int)classes[at]]++;
            Instruction next = at.Next;
            switch (at.OpCode.Code)
            {
                case Code.Ret:
                    return stack.Count > 0 ? stack.Pop() : null;
                case Code.Ldarg:
                    stack.Push(arguments[((ParameterDefinition)at.Operand).Sequence(method)]);
                    break;
                case Code.Starg:
                    arguments[((ParameterDefinition)at.Operand).Sequence(method)] = stack.Pop();
                    break;
                case Code.Ldloc:
                    stack.Push(locals[((VariableDefinition)at.Operand).Index]);
                    break;
                case Code.Stloc:
                    locals[((VariableDefinition)at.Operand).Index] = stack.Pop();
                    break;
                case Code.Ldc_I4:
                    stack.Push(at.Operand);
                    break;
                case Code.Dup:
                    stack.Push(stack.Peek());
                    break;
                case Code.Pop:
                    stack.Pop();
                    break;
                case Code.Br:
                    next = (Instruction)at.Operand;
                    break;
                case Code.Brtrue or Code.Brfalse:
                    bool isTrue = stack.Pop() is not (null or 0);
                    next = isTrue == (at.OpCode.Code == Code.Brtrue) ? (Instruction)at.Operand : next;
                    break;
                case Code.Switch:
                    int chosen = (int)stack.Pop()!;
                    Instruction[] targets = (Instruction[])at.Operand;
                    next = chosen >= 0 && chosen < targets.Length ? targets[chosen] : next;
                    break;
                case Code.Newarr:
                    stack.Push(new int[(int)stack.Pop()!]);
                    break;
                case Code.Ldlen:
                    stack.Push(((int[])stack.Pop()!).Length);
                    break;
                case Code.Ldelem_I4:
                    int index = (int)stack.Pop()!;
                    stack.Push(((int[])stack.Pop()!)[index]);
                    break;
                case Code.Stelem_I4:
                    int value = (int)stack.Pop()!;
                    int place = (int)stack.Pop()!;
                    ((int[])stack.Pop()!)[place] = value;
                    break;
                case Code.Ldsfld:
                    stack.Push(statics.GetValueOrDefault(((FieldReference)at.Operand).FullName, 0));
                    break;
                case Code.Stsfld:
                    statics[((FieldReference)at.Operand).FullName] = stack.Pop()!;
                    break;
                case Code.Ldfld:
                    stack.Push(((Instance)stack.Pop()!).Fields.GetValueOrDefault(((FieldReference)at.Operand).Name, 0));
                    break;
                case Code.Stfld:
                    object stored = stack.Pop()!;
                    ((Instance)stack.Pop()!).Fields[((FieldReference)at.Operand).Name] = stored;
                    break;
                case Code.Newobj:
                    stack.Push(Create(((MethodReference)at.Operand).Resolve(), stack));
                    break;
                case Code.Call or Code.Callvirt:
                    Call(((MethodReference)at.Operand).Resolve(), stack);
                    break;
                case Code.Conv_I4:
                    stack.Push(unchecked((int)Convert.ToInt64(stack.Pop(), CultureInfo.InvariantCulture)));
                    break;
                case Code.Conv_I8:
                    stack.Push(Convert.ToInt64(stack.Pop(), CultureInfo.InvariantCulture));
                    break;
                default:
                    next = Binary(at, stack) ?? next;
                    break;
            }

            at = next;
        }
    }

    private static Instruction? Binary(Instruction at, Stack<object?> stack)
    {
        object last = stack.Pop()!;
        object first = stack.Pop()!;
        if (first is long wide)
        {
            stack.Push(at.OpCode.Code switch
            {
                Code.Add => unchecked(wide + (long)last),
                Code.Shr => wide >> (int)last,
                _ => throw new NotSupportedException(at.ToString()),
            });
            return null;
        }

        int right = (int)last;
        int left = (int)first;
        object result = at.OpCode.Code switch
        {
            Code.Add => unchecked(left + right),
            Code.Sub => unchecked(left - right),
            Code.Mul => unchecked(left * right),
            Code.Div => left / right,
            Code.Rem => left % right,
            Code.And => left & right,
            Code.Or => left | right,
            Code.Xor => left ^ right,
            Code.Shl => left << right,
            Code.Shr => left >> right,
            Code.Blt => left < right,
            Code.Ble => left <= right,
            Code.Bgt => left > right,
            Code.Bge => left >= right,
            Code.Beq => left == right,
            Code.Bne_Un => left != right,
            _ => throw new NotSupportedException(at.ToString()),
        };
        if (result is bool taken)
        {
            return taken ? (Instruction)at.Operand : null;
        }

        stack.Push(result);
        return null;
    }

    private Instance Create(MethodDefinition constructor, Stack<object?> stack)
    {
        Instance made = new(constructor.DeclaringType);
        Run(constructor, [made, .. Arguments(constructor.Parameters.Count, stack)]);
        return made;
    }

    private void Call(MethodDefinition method, Stack<object?> stack)
    {
        object?[] arguments = Arguments(method.Parameters.Count + (method.HasThis ? 1 : 0), stack);
        if (method.Module.Assembly.Name.Name != "Firmware")
        {
            return;
        }

        MethodDefinition target = method.IsVirtual
            ? ((Instance)arguments[0]!).Type.Methods.Single(candidate => candidate.Name == method.Name)
            : method;
        object? result = Run(target, arguments);
        if (method.ReturnType.MetadataType != MetadataType.Void)
        {
            stack.Push(result);
        }
    }

    private IReadOnlyDictionary<Instruction, InstructionClass> ClassesOf(MethodDefinition method) =>
        classesByMethod.TryGetValue(method, out IReadOnlyDictionary<Instruction, InstructionClass>? known)
            ? known
            : classesByMethod[method] = InstructionClasses.Of(method.Body);

    private static object?[] Arguments(int count, Stack<object?> stack)
    {
        object?[] arguments = new object?[count];
        for (int i = count - 1; i >= 0; i--)
        {
            arguments[i] = stack.Pop();
        }

        return arguments;
    }

    private sealed class Instance(TypeDefinition type)
    {
        public TypeDefinition Type { get; } = type;

        public Dictionary<string, object> Fields { get; } = [];
    }
}

internal static class ParameterPlace
{
    internal static int Sequence(this ParameterDefinition parameter, MethodDefinition method) =>
        parameter.Index + (method.HasThis ? 1 : 0);
}
