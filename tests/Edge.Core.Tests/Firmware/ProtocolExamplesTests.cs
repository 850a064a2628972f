using System.Reflection;
using Edge.Core.Protocol;
using Edge.Firmware.Sessions;
using Edge.Testing;
using Edge.Testing.Firmware;

namespace Edge.Core.Tests.Firmware;

/// <summary>The written protocol against what reads and writes it.</summary>
public class ProtocolExamplesTests
{
    [Fact]
    public void Tables_NameEveryMessageAndItsType()
    {
        Dictionary<string, byte> known = typeof(MessageType).GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(field => Plain(field.Name), field => (byte)field.GetRawConstantValue()!);
        Assert.Equal(
            known.OrderBy(entry => entry.Value),
            ProtocolText.Messages.Select(entry => KeyValuePair.Create(Plain(entry.Key), entry.Value.Type)).OrderBy(entry => entry.Value));
    }

    [Fact]
    public void Tables_FixedParts_HaveTheLengthsOfTheCode()
    {
        foreach (Type body in typeof(MessageType).Assembly.GetTypes().Where(type => type.Namespace == typeof(MessageType).Namespace && type.Name.EndsWith("Body", StringComparison.Ordinal)))
        {
            (_, string fields) = ProtocolText.Messages.Single(entry => Plain(entry.Key) == Plain(body.Name[..^"Body".Length])).Value;
            Assert.Equal((body.Name, body.GetField("Length")!.GetRawConstantValue()), (body.Name, ProtocolText.Sizes(fields).Sum(size => size ?? 0)));
        }
    }

    [Fact]
    public void Examples_HaveEveryMessageFieldByField()
    {
        Assert.Equal(ProtocolText.Messages.Keys.Order(), ProtocolText.Examples.Select(example => example.Name).Distinct().Order());
        foreach ((string name, byte[][] fields, _) in ProtocolText.Examples)
        {
            (byte type, string body) = ProtocolText.Messages[name];
            IReadOnlyList<int?> sizes = ProtocolText.Sizes(body);
            Assert.Equal([type], fields[0]);
            Assert.Single(fields[1]);
            Assert.Equal((name, sizes.Count), (name, fields.Length - 2));
            Assert.All(sizes.Zip(fields.Skip(2)), pair => Assert.Equal(pair.First ?? pair.Second.Length, pair.Second.Length));
        }
    }

    [Fact]
    public void Examples_AreWrittenAndReadAsTheyStand()
    {
        ReferenceFrames reference = new();
        foreach ((_, byte[][] fields, byte[] frame) in ProtocolText.Examples)
        {
            byte[] body = [.. fields.Skip(2).SelectMany(field => field)];
            FrameWriter writer = new(FrameLimits.FirstFrameBytes);
            writer.Begin(fields[0][0], fields[1][0]);
            writer.PutBytes(body, 0, body.Length);
            Assert.Equal(frame, writer.Frame[..writer.End()]);

            FrameReader reader = new(FrameLimits.FirstFrameBytes);
            Assert.Equal(frame.Length, reader.Take(frame, 0, frame.Length));
            Assert.True(reader.Ready);
            Assert.Equal((fields[0][0], fields[1][0]), (reader.Type, reader.Number));
            Assert.Equal(body, reader.Message.AsSpan(FrameReader.BodyOffset, reader.BodyLength).ToArray());
            Assert.Equal((1, 0), reference.Count(frame, FrameLimits.FirstFrameBytes));
        }
    }

    [Fact]
    public void Examples_AreWhatTheFirmwareAnswers()
    {
        DeskLink link = new();
        Session session = new(link, new DeskBoard(100_000, 7));
        List<byte> answers = [];
        foreach ((_, byte[][] fields, byte[] frame) in ProtocolText.Examples)
        {
            if (fields[0][0] >= MessageType.Info)
            {
                answers.AddRange(frame);
                continue;
            }

            RequireWritten();
            link.Feed(frame, 0, frame.Length);
            while (session.Step())
            {
            }
        }

        RequireWritten();

        void RequireWritten()
        {
            Assert.Equal(Convert.ToHexString([.. answers]), Convert.ToHexString(link.Written, 0, link.WrittenBytes));
            answers.Clear();
            link.Clear();
        }
    }

    private static string Plain(string name) => name.Replace("_", string.Empty, StringComparison.Ordinal).ToUpperInvariant();
}
