using System.Runtime.InteropServices;
using Edge.Cli.Output;

namespace Edge.Cli;

/// <summary>
/// Ctrl-C (SIGINT) and SIGTERM. The first asks the command to stop where it can go on later; the second ends the process at once, which
/// loses nothing either: files are whole or absent, and a torn end of a journal is dropped.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private int signals;

    /// <summary>Listens from now on.</summary>
    public Interruption() =>
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Listens no longer.</summary>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
        {
            registration.Dispose();
        }

        // The source is not disposed: a signal that came before may be on its way to it, on a thread of its own.
    }

    // Called on a thread of its own for each signal, so a second one is heard while the callbacks of the first still run.
    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref signals) == 1)
        {
            source.Cancel();
            return;
        }

        Terminal.ShowCursor();
        Terminal.Note("edge: ended at once; what was finished is kept, and the same command goes on from there");
        Environment.Exit(ExitCode.Interrupted);
    }
}
