using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Edge.NanoProfile.Checker.Assemblies;

/// <summary>Where an assembly uses types and members: in declarations, locals, handlers and instructions.</summary>
public static class Uses
{
    /// <summary>Every method with a body.</summary>
    public static IEnumerable<MethodDefinition> Bodies(ModuleDefinition module) =>
        module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);

    /// <summary>Every use of a type, as written: arrays and pointers are not yet taken apart.</summary>
    public static IEnumerable<(Place Place, TypeReference Type)> Types(ModuleDefinition module)
    {
        foreach (TypeDefinition type in module.GetTypes())
        {
            Place place = new(type, null, null);
            var declared = type.Fields.Select(field => field.FieldType).Concat(type.Interfaces.Select(i => i.InterfaceType));
            foreach (TypeReference used in type.BaseType is null ? declared : declared.Append(type.BaseType))
            {
                yield return (place, used);
            }
        }

        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods))
        {
            Place place = new(method.DeclaringType, method, null);
            foreach (TypeReference used in Signature(method).Concat(method.HasBody ? OfBody(method.Body) : []))
            {
                yield return (place, used);
            }
        }

        foreach ((Place place, MemberReference member) in Operands(module))
        {
            foreach (TypeReference used in OfOperand(member))
            {
                yield return (place, used);
            }
        }
    }

    /// <summary>Every type or member that an instruction names.</summary>
    public static IEnumerable<(Place Place, MemberReference Member)> Operands(ModuleDefinition module)
    {
        foreach (MethodDefinition method in Bodies(module))
        {
            foreach (Instruction instruction in method.Body.Instructions)
            {
                if (instruction.Operand is MemberReference member)
                {
                    yield return (new Place(method.DeclaringType, method, instruction), member);
                }
            }
        }
    }

    /// <summary>A type and what it is made of: the elements of arrays, pointers and references, the arguments of generics.</summary>
    public static IEnumerable<TypeReference> Parts(TypeReference type)
    {
        yield return type;
        var inner = type is TypeSpecification specification ? [specification.ElementType] : Enumerable.Empty<TypeReference>();
        inner = type switch
        {
            GenericInstanceType generic => inner.Concat(generic.GenericArguments),
            IModifierType modified => inner.Append(modified.ModifierType),
            FunctionPointerType => [],
            _ => inner,
        };
        foreach (TypeReference part in inner.SelectMany(Parts))
        {
            yield return part;
        }
    }

    private static IEnumerable<TypeReference> OfBody(MethodBody body) =>
        body.Variables.Select(variable => variable.VariableType)
            .Concat(body.ExceptionHandlers.Select(handler => handler.CatchType).Where(caught => caught is not null));

    private static IEnumerable<TypeReference> OfOperand(MemberReference member) => member switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod generic => Signature(generic).Concat(generic.GenericArguments).Append(generic.DeclaringType),
        MethodReference method => Signature(method).Append(method.DeclaringType),
        _ => [],
    };

    private static IEnumerable<TypeReference> Signature(MethodReference method) =>
        method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);
}
