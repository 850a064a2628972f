using Edge.NanoAssemblies;

namespace Edge.Flashing.Images;

/// <summary>Puts what an application needs before it.</summary>
internal static class ReferenceOrder
{
    /// <summary>The assembly that no other needs.</summary>
    /// <exception cref="ImageException">There is none, or several.</exception>
    public static PeAssembly Application(IReadOnlyCollection<PeAssembly> assemblies, string folder)
    {
        HashSet<string> needed = [.. assemblies.SelectMany(assembly => assembly.References).Select(reference => reference.Name)];
        string[] roots = [.. assemblies.Select(assembly => assembly.Name).Where(name => !needed.Contains(name)).Order(StringComparer.Ordinal)];
        return roots.Length switch
        {
            1 => assemblies.Single(assembly => assembly.Name == roots[0]),
            0 => throw new ImageException($"in {folder} every assembly is needed by another; name the application with --app"),
            _ => throw new ImageException($"in {folder} no other assembly needs {string.Join(", ", roots)}; name the application with --app"),
        };
    }

    /// <summary>
    /// The application and all it needs: each assembly after those that it needs, those that are free to stand anywhere in the order of
    /// their names, the application last.
    /// </summary>
    /// <exception cref="ImageException">A needed assembly is missing or of another version, or assemblies need each other.</exception>
    public static IReadOnlyList<PeAssembly> Of(PeAssembly application, IReadOnlyDictionary<string, PeAssembly> byName, string folder)
    {
        List<PeAssembly> order = [];
        HashSet<string> open = [];
        Visit(application);
        return order;

        void Visit(PeAssembly assembly)
        {
            if (order.Contains(assembly))
            {
                return;
            }

            if (!open.Add(assembly.Name))
            {
                throw new ImageException($"{assembly.Name} in {folder} needs itself by way of others; a board could load neither");
            }

            foreach (PeReference reference in assembly.References.OrderBy(reference => reference.Name, StringComparer.Ordinal))
            {
                Visit(Resolve(assembly, reference, byName, folder));
            }

            order.Add(assembly);
        }
    }

    private static PeAssembly Resolve(PeAssembly needing, PeReference reference, IReadOnlyDictionary<string, PeAssembly> byName, string where)
    {
        if (!byName.TryGetValue(reference.Name, out PeAssembly? found))
        {
            throw new ImageException(
                $"{needing.Name} needs {reference.Name} {reference.Version}, which is not in {where}; add {reference.Name}.pe from its package's folder lib");
        }

        return reference.Takes(found.Version)
            ? found
            : throw new ImageException(
                $"{needing.Name} needs {reference.Name} {reference.Version}, in {where} is {found.Version}: a board takes the same first two numbers only; "
                + "bring the packages to one set of versions and build again");
    }
}
