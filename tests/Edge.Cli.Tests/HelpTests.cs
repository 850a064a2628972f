namespace Edge.Cli.Tests;

public class HelpTests
{
    private static readonly string Here = AppContext.BaseDirectory;

    public static TheoryData<string> Commands =>
        ["quickstart", "train", "import", "plane", "report", "freeze", "inspect", "codes", "histogram", "mi", "compare", "replay", "presets", "data", "devices", "image", "flash", "doctor"];

    [Fact]
    public void Help_ListsEveryCommand()
    {
        EdgeProcess help = EdgeProcess.Run(Here, "--help");
        Assert.Equal(0, help.ExitCode);
        foreach (string command in Commands)
        {
            Assert.Contains($"  {command} ", help.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void HelpOfCommand_EndsWithAnExampleOfIt(string command)
    {
        EdgeProcess help = EdgeProcess.Run(Here, command, "--help");
        Assert.Equal(0, help.ExitCode);
        int examples = help.Output.IndexOf("Example", StringComparison.Ordinal);
        Assert.True(examples > 0, help.Output);
        Assert.Contains($"  edge {command}", help.Output[examples..], StringComparison.Ordinal);
    }

    [Fact]
    public void NoArguments_ShowHelpAndFail()
    {
        EdgeProcess nothing = EdgeProcess.Run(Here);
        Assert.Equal(2, nothing.ExitCode);
        Assert.Contains("quickstart", nothing.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown command 'quikstart'; did you mean 'quickstart'?", "quikstart")]
    [InlineData("unknown option '--jsn'; did you mean '--json'?", "data", "szt", "--jsn")]
    [InlineData("unknown option '--jsn'; did you mean '--json'?", "data", "--jsn")]
    [InlineData("unexpected argument 'b'", "mi", "a", "b")]
    [InlineData("Required argument 'codes' missing", "mi")]
    [InlineData("--threads 0: 1 or more", "train", "raj-szt", "--threads", "0", "--out", "nowhere")]
    public void WrongCommandLine_SaysWhatIsWrong(string message, params string[] arguments) =>
        EdgeProcess.Run(Here, arguments).ShouldRefuse(2, message);
}
