using FsCheck;
using FsCheck.Fluent;

namespace Edge.Information.Tests;

/// <summary>Runs properties from a fixed seed.</summary>
internal static class Laws
{
    private const ulong Seed = 20201118;
    private const ulong Gamma = 7919;

    public static void Hold<T>(Gen<T> cases, Action<T> property, int count = 100) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(Seed, Gamma), Prop.ForAll(cases.ToArbitrary(), property));
}
