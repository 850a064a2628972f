using Edge.NanoProfile.Checker;
using Edge.NanoProfile.Checker.Findings;
using Edge.NanoProfile.Tests.Parts;
using Edge.Testing;
using Edge.Testing.Nano;

namespace Edge.NanoProfile.Tests;

/// <summary>References that the reference assemblies do not have: the assembly was built against some other library.</summary>
public class OutsideApiTests
{
    private const string Timer = "namespace nanoFramework.Hardware.Esp32 { public class HighResTimer { ";

    [Theory]
    [InlineData(
        Timer + "public static ulong Reset() => 1; } }",
        "nanoFramework.Hardware.Esp32.HighResTimer.Reset();",
        "System.UInt64 nanoFramework.Hardware.Esp32.HighResTimer::Reset()")]
    [InlineData(
        Timer + "public static int GetCurrent() => 1; } }",
        "nanoFramework.Hardware.Esp32.HighResTimer.GetCurrent();",
        "System.Int32 nanoFramework.Hardware.Esp32.HighResTimer::GetCurrent()")]
    [InlineData(
        Timer + "public static int Ticks; } }",
        "nanoFramework.Hardware.Esp32.HighResTimer.Ticks = 1;",
        "System.Int32 nanoFramework.Hardware.Esp32.HighResTimer::Ticks")]
    [InlineData(
        "namespace nanoFramework.Hardware.Esp32 { public class Sleep { public static void Deep() { } } }",
        "nanoFramework.Hardware.Esp32.Sleep.Deep();",
        "nanoFramework.Hardware.Esp32.Sleep")]
    public void AMemberThatABoardLacks_IsFoundWhereItIsUsed(string library, string statement, string named)
    {
        string source = Checked.Class("static void F()\n{\n" + statement + " " + Checked.Mark + "\n}");

        Finding finding = Checked.Only(Against("nanoFramework.Hardware.Esp32.dll", library, source));

        Assert.Equal((Rule.OutsideApi, "P.F"), (finding.Rule, finding.Member));
        Assert.Equal(Checked.MarkedLine(source), finding.Position?.Line);
        Assert.Contains(named + ",", finding.Text);
    }

    [Fact]
    public void ALibraryThatABoardLacks_IsFound()
    {
        Finding finding = Checked.Only(Against("Other.dll", "public class Other { }", Checked.Class("static object F(Other o) { return o; }")));

        Assert.Equal((Rule.OutsideApi, "P.F"), (finding.Rule, finding.Member));
    }

    [Fact]
    public void AnAttributeThatABoardLacks_IsFoundInTheAssembly()
    {
        Finding finding = Checked.Only(
            Against("Other.dll", "public class MarkAttribute : System.Attribute { }", "[Mark]\n" + Checked.Class("")));

        Assert.Equal((Rule.OutsideApi, "the assembly"), (finding.Rule, finding.Member));
    }

    private static ProfileReport Against(string name, string library, string source)
    {
        using TemporaryFolder folder = new();
        ProfileCompiler.BuildLibrary(library, folder.File(name));
        ProfileCompiler.Build(source, folder.File("Firmware.dll"), folder.File(name));
        return ProfileCheck.Run(folder.File("Firmware.dll"), ProfileCompiler.ApiFolder);
    }
}
