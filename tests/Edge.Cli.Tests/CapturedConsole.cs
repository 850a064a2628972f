namespace Edge.Cli.Tests;

/// <summary>Catches what the program prints when it is run inside the tests' own process; one at a time.</summary>
internal sealed class CapturedConsole : IDisposable
{
    private static readonly SemaphoreSlim One = new(1);
    private readonly TextWriter output = Console.Out;
    private readonly TextWriter error = Console.Error;
    private readonly StringWriter caughtOutput = new();
    private readonly StringWriter caughtError = new();

    public CapturedConsole()
    {
        One.Wait();
        Console.SetOut(caughtOutput);
        Console.SetError(caughtError);
    }

    public string Output => caughtOutput.ToString();

    public string Error => caughtError.ToString();

    public void Dispose()
    {
        Console.SetOut(output);
        Console.SetError(error);
        One.Release();
    }
}
