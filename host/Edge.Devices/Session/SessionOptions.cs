namespace Edge.Devices.Session;

/// <summary>How patient a session is. The defaults suit boards and the emulator.</summary>
public sealed record SessionOptions
{
    /// <summary>
    /// Baud rate of the line; what a frame's way takes is added to every wait. Pseudo-terminals are as fast as this at least.
    /// </summary>
    public int Bauds { get; init; } = Serial.BaudRate.Default;

    /// <summary>
    /// First wait for an answer in milliseconds, besides the time on the line; it doubles with every repetition, up to eight-fold.
    /// </summary>
    public int AnswerMilliseconds { get; init; } = 250;

    /// <summary>
    /// Longest time in milliseconds without progress (a new row, a new offset, an answer) before the session gives up. What the model's
    /// size or the work of a row may take on a slow board is added to it.
    /// </summary>
    public int PatienceMilliseconds { get; init; } = 15_000;

    /// <summary>
    /// Longest time in milliseconds to wait for the first answer: opening a port resets many boards, which take a second or two.
    /// </summary>
    public int HelloPatienceMilliseconds { get; init; } = 8_000;

    /// <summary>
    /// How long a RUN should last, in microseconds, by the device's own count or the host's clock, whichever is longer. At its beginning a
    /// device has nothing to send, at its end nothing to compute, each for as long as a frame takes.
    /// </summary>
    public int RunMicroseconds { get; init; } = 1_000_000;

    /// <summary>
    /// The session nonce; null draws one, so that no frame of another session is taken for this one's. Where instructions are counted it is
    /// fixed: a zero byte in a frame costs other instructions than the rest.
    /// </summary>
    public uint? Nonce { get; init; }

    /// <summary>Restarts of the device without a new row in between before the session gives up.</summary>
    public int MostRestartsWithoutProgress { get; init; } = 4;

    /// <summary>Milliseconds that a frame of that many bytes takes on the line, ten bits per byte, rounded up.</summary>
    public int LineMilliseconds(int bytes) => (int)((bytes * 10_000L / Bauds) + 1);
}
