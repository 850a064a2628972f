using System.Diagnostics;
using Edge.NanoProfile.Checker;
using Edge.NanoProfile.Tests.Parts;
using Edge.Testing;
using Edge.Testing.Nano;

namespace Edge.NanoProfile.Tests;

/// <summary>The checker as a process, as the firmware's build starts it.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Assembly => folder.File("Firmware.dll");

    [Fact]
    public void Nothing_IsCodeZeroAndASummary()
    {
        ProfileCompiler.Build(Checked.Class(""), Assembly);

        var (code, output, errors) = Run("--strict");

        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith("Firmware.dll: 8 of 65535 IL bytes", Assert.Single(output));
    }

    [Fact]
    public void WhatIsRefused_IsCodeOne()
    {
        ProfileCompiler.Build(Checked.Class("static object F() { return new int[2, 3]; }"), Assembly);

        var (code, output, _) = Run();

        Assert.Equal(1, code);
        Assert.Equal(2, output.Length);
        Assert.StartsWith("Firmware.cs(4,21): error EDGE103: P.F: uses System.Int32[,]: ", output[0]);
    }

    [Fact]
    public void WhatIsDifferent_IsCodeOneOnlyWhenStrict()
    {
        ProfileCompiler.Build(Checked.Class("static int F(int a) { return checked(a + 1); }"), Assembly);

        Assert.Equal(0, Run().Code);
        Assert.Equal(1, Run("--strict").Code);
    }

    [Fact]
    public void NoAssembly_IsOneLine()
    {
        Refused("cannot be read");
        File.WriteAllBytes(Assembly, [1, 2, 3]);
        Refused("no .NET assembly");
        File.Copy(typeof(ProfileCheck).Assembly.Location, Assembly, overwrite: true);
        Refused("not compiled against nanoFramework");
    }

    [Fact]
    public void ATornAssembly_IsOneLine()
    {
        ProfileCompiler.Build(Checked.Class(""), Assembly);
        byte[] whole = File.ReadAllBytes(Assembly);
        foreach (int length in Enumerable.Range(0, whole.Length / 128).Select(i => 128 * i))
        {
            File.WriteAllBytes(Assembly, whole[..length]);
            var e = Record.Exception(() => ProfileCheck.Run(Assembly, ProfileCompiler.ApiFolder));
            Assert.True(e is CheckerException, $"{length} of {whole.Length}: {e}");
        }
    }

    [Fact]
    public void SymbolsOfAnotherBuild_AreSaid()
    {
        ProfileCompiler.Build(Checked.Class(""), folder.File("Other.dll"));
        ProfileCompiler.Build(Checked.Class("static int A;"), Assembly);
        File.Copy(folder.File("Other.pdb"), folder.File("Firmware.pdb"), overwrite: true);

        Refused("another build");
    }

    [Fact]
    public void NoApi_IsOneLine()
    {
        ProfileCompiler.Build(Checked.Class(""), Assembly);

        Refused("no mscorlib.dll in this folder", "--api", folder.Path);
    }

    public void Dispose() => folder.Dispose();

    private void Refused(string part, params string[] arguments)
    {
        var (code, output, errors) = Run(arguments);
        Assert.Equal((2, 0), (code, output.Length));
        Assert.Contains(" : error EDGE001: ", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains(part, errors);
    }

    private (int Code, string[] Output, string Errors) Run(params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])[typeof(ProfileCheck).Assembly.Location, Assembly, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using Process checker = Process.Start(start)!;
        Task<string> errors = checker.StandardError.ReadToEndAsync();
        string output = checker.StandardOutput.ReadToEnd();
        checker.WaitForExit();
        return (checker.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries), errors.Result);
    }
}
