using System.Collections.Concurrent;
using Edge.Core.Protocol;

namespace Edge.Emulator.Tests.Parts;

/// <summary>A port opened by its path, with a thread that reads frames.</summary>
public sealed class PortAsker : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FileStream port;
    private readonly BlockingCollection<Answer> answers = [];

    public PortAsker(string path)
    {
        port = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        new Thread(ReadFrames) { IsBackground = true }.Start();
    }

    public void SendRaw(byte[] bytes) => port.Write(bytes);

    public Answer Receive() =>
        answers.TryTake(out Answer? answer, Patience) ? answer : throw new TimeoutException("the device did not answer");

    /// <summary>The next answer, if one comes within the time.</summary>
    public bool TryReceive(TimeSpan time, out Answer? answer) => answers.TryTake(out answer, time);

    public void Dispose() => port.Dispose();

    private void ReadFrames()
    {
        FrameReader reader = new(FrameLimits.MostFrameBytes);
        byte[] buffer = new byte[65536];
        try
        {
            for (int count = port.Read(buffer); count > 0; count = port.Read(buffer))
            {
                int at = 0;
                while (at < count)
                {
                    at += reader.Take(buffer, at, count - at);
                    if (reader.Ready)
                    {
                        int end = FrameReader.BodyOffset + reader.BodyLength;
                        answers.Add(new Answer(reader.Type, reader.Number, reader.Message[FrameReader.BodyOffset..end]));
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The emulator has ended and its terminal with it.
        }
    }
}
