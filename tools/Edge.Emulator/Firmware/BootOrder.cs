using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Edge.Emulator.Firmware;

/// <summary>
/// Static constructors as a board runs them: all of them before Main, in the order of the metadata, whether anything uses their class or
/// not.
/// </summary>
internal static class BootOrder
{
    private const string BootType = "<Boot>";
    private const string StaticConstructor = ".cctor";

    /// <summary>Makes ordinary methods of a module's static constructors, and an entry point that calls them and then Main.</summary>
    internal static void Apply(ModuleDefinition module)
    {
        MethodDefinition main = module.EntryPoint;
        MethodDefinition start = new("Start", MethodAttributes.Assembly | MethodAttributes.Static, module.TypeSystem.Void);
        ILProcessor il = start.Body.GetILProcessor();
        foreach (TypeDefinition type in module.GetTypes())
        {
            foreach (FieldDefinition field in type.Fields.Where(field => field.IsStatic))
            {
                // The JIT may take a read-only field for a constant as soon as its class has no static constructor.
                field.IsInitOnly = false;
            }

            MethodDefinition? constructor = type.Methods.FirstOrDefault(method => method.Name == StaticConstructor);
            if (constructor is null)
            {
                continue;
            }

            constructor.Name = "<StaticConstructor>";
            constructor.Attributes = MethodAttributes.Assembly | MethodAttributes.Static | MethodAttributes.HideBySig;
            for (TypeDefinition nested = type; nested.IsNested; nested = nested.DeclaringType)
            {
                nested.IsNestedAssembly = true;
            }

            il.Append(il.Create(OpCodes.Call, constructor));
        }

        // A stack that is shown ends with it.
        main.NoInlining = true;
        main.IsAssembly = true;
        for (TypeDefinition nested = main.DeclaringType; nested.IsNested; nested = nested.DeclaringType)
        {
            nested.IsNestedAssembly = true;
        }

        il.Append(il.Create(OpCodes.Call, main));
        il.Append(il.Create(OpCodes.Ret));
        TypeDefinition boot = new(
            "", BootType, TypeAttributes.Class | TypeAttributes.Abstract | TypeAttributes.Sealed, module.TypeSystem.Object);
        boot.Methods.Add(start);
        module.Types.Add(boot);
        module.EntryPoint = start;
    }
}
