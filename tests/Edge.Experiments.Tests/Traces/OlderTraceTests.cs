using System.Text;
using Edge.Core.Protocol;
using Edge.Experiments.Traces;

namespace Edge.Experiments.Tests.Traces;

public class OlderTraceTests
{
    private const int HeaderBytes = 87;
    private const int RecordBytes = 64;

    /// <summary>A trace of version 1, written as that version's description says: one series, no test loss, no gradients.</summary>
    [Fact]
    public void Version1_IsRead()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("edge-old-").FullName, "run3.edgetrace");
        try
        {
            File.WriteAllBytes(path, [.. Header(), .. Record(0, double.NaN, 1.5), .. Record(1, 0.7, 0.25), 1, 2, 3]);
            EpochTrace trace = EpochTrace.Read(path)!;
            Assert.Equal((3, 77UL, 10, 5, 2), (trace.Header.Run, trace.Header.Seed, trace.Header.TrainRows, trace.Header.TestRows, trace.Count));
            TracedSeries series = Assert.Single(trace.Header.Series);
            Assert.Equal(TracedSeries.Codes, series.Name);
            Assert.Equal(["dense1", "softmax"], series.Layers);
            Assert.Equal([double.NaN, 0.7], trace.Records().Select(record => record.TrainingLoss));
            Assert.All(trace.Records(), record => Assert.Equal((9, 4, 0), (record.CorrectTrain, record.CorrectTest, record.Gradients.Length)));
            Assert.All(trace.Records(), record => Assert.Equal(double.NaN, record.TestLoss));
            Assert.Equal([1.5, 3.0, 0.25, 0.5], trace.Points("host").Select(point => point.IXT));
            Assert.All(trace.Points("host"), point => Assert.Equal(("codes", 7L, 0.5), (point.Series, point.Distinct, point.ITY)));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    private static byte[] Header()
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes, Encoding.ASCII);
        writer.Write(0x52544445);
        writer.Write(1);
        writer.Write(HeaderBytes);
        writer.Write(RecordBytes);
        writer.Write(3);
        writer.Write(77UL);
        writer.Write(10);
        writer.Write(5);
        writer.Write(2);
        writer.Write("dense1");
        writer.Write("softmax");
        writer.Write(1);
        writer.Write("all");
        writer.Write(15);
        writer.Write(3.9);
        writer.Write(1.0);
        return Sealed(bytes.ToArray());
    }

    private static byte[] Record(int epoch, double loss, double information)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        writer.Write(epoch);
        writer.Write(loss);
        writer.Write(9);
        writer.Write(4);
        foreach (double aboutInput in (double[])[information, 2 * information])
        {
            writer.Write(aboutInput);
            writer.Write(0.5);
            writer.Write(7);
        }

        return Sealed(bytes.ToArray());
    }

    private static byte[] Sealed(byte[] bytes) => [.. bytes, .. BitConverter.GetBytes(Crc32.Of(bytes, 0, bytes.Length))];
}
