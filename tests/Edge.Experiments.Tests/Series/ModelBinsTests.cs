using Edge.Experiments.Execution;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Experiments.Traces;
using Edge.Information.Binned;
using Edge.Information.Codes;
using Edge.Information.Exact;
using Edge.Information.Files;

namespace Edge.Experiments.Tests.Series;

/// <summary>Bins of integer networks: of the values that their codes stand for.</summary>
public sealed class ModelBinsTests : IDisposable
{
    private const string Bins = """
        "bins": [
            { "bins": 30, "scope": "fixed", "lower": -1, "upper": 1 },
            { "bins": 3, "scope": "fixed", "lower": 0, "upper": 1 },
            { "bins": 65536, "scope": "global" }
          ]
        """;

    private readonly string parent = Directory.CreateTempSubdirectory("edge-model-bins-").FullName;

    private static string Binary => SeriesPlans.Bop.Replace("\"gradients\": true", "\"gradients\": true, " + Bins, StringComparison.Ordinal);

    private static string Tanh => Binary
        .Replace("\"batchNorm\": true, ", "", StringComparison.Ordinal)
        .Replace("\"weightBits\": 1, \"activation\": \"sign\", \"activationBits\": 1", "\"weightBits\": 8, \"activation\": \"tanh\", \"activationBits\": 8", StringComparison.Ordinal)
        .Replace("\"output\": { \"weightBits\": 1", "\"output\": { \"weightBits\": 8", StringComparison.Ordinal)
        .Replace("\"bop\": { \"threshold\": 1e-6, \"gamma\": 1e-2 },", "", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Fact]
    public void BinaryHiddenLayers_AreTheSameInThirtyBins_SoftmaxHasNoMore()
    {
        RunFolder folder = Go(Binary, "binary");
        EpochTrace exact = folder.Trace(0)!;
        EpochTrace bins = folder.BinnedTrace(0)!;
        Assert.Equal(["dense1", "dense2", "softmax"], bins.Header.Series[0].Layers);
        Assert.Equal(exact.Header.Sets, bins.Header.Sets);
        Dictionary<int, LayerInformation[]> exactly = exact.Records().ToDictionary(record => record.Epoch, record => record.Information(1).ToArray());
        Dictionary<int, (int, int)> right = exact.Records().ToDictionary(record => record.Epoch, record => (record.CorrectTrain, record.CorrectTest));
        foreach (EpochRecord record in bins.Records())
        {
            LayerInformation[] binned = record.Information(0, 1);
            LayerInformation[] expected = exactly[record.Epoch];
            Assert.Equal((expected[0].IXT, expected[0].ITY, expected[0].Distinct), (binned[0].IXT, binned[0].ITY, binned[0].Distinct));
            Assert.Equal((expected[1].IXT, expected[1].ITY), (binned[1].IXT, binned[1].ITY));
            Assert.InRange(binned[2].IXT, 0, expected[3].IXT);
            Assert.Equal(right[record.Epoch], (record.CorrectTrain, record.CorrectTest));
        }
    }

    [Fact]
    public void QuantizedLayers_AreBinnedByTheValuesOfTheirCodes()
    {
        RunFolder folder = Go(Tanh, "tanh");
        Dictionary<string, NpyArray> codes = [];
        string path = Path.Combine(parent, "codes.npz");
        CodesArchive.Write(folder, 1, "host", path);
        NpzArchive.Read(path, _ => true, codes.Add);
        int[] labels = [.. Enumerable.Range(0, codes["labels"].Count).Select(row => (int)codes["labels"].Value(row))];
        EpochTrace bins = folder.BinnedTrace(1)!;
        int epoch = 0;
        foreach (EpochRecord record in bins.Records())
        {
            // tanh of 8 bits: code 127 is 0 and 254 is 1; of a probability 255 is 1. The boards of tictactoe all differ.
            foreach ((int layer, string name, double zero, double one) in new[] { (0, "dense1", 127, 127.0), (1, "dense2", 127, 127.0), (2, "softmax", 0, 255.0) })
            {
                NpyArray array = codes[name];
                int width = array.Shape[2];
                float[] values = new float[labels.Length * width];
                for (int row = 0; row < labels.Length; row++)
                {
                    for (int neuron = 0; neuron < width; neuron++)
                    {
                        values[(neuron * labels.Length) + row] = (float)((array.Value((((epoch * labels.Length) + row) * width) + neuron) - zero) / one);
                    }
                }

                for (int series = 0; series < 2; series++)
                {
                    BinnedCalculator calculator = new(new Population(labels, []), ExperimentPlan.Parse(Tanh, "test").Settings.Series!.Bins[series]);
                    LayerInformation expected = calculator.Measure(new FloatMatrix(values, labels.Length, width, labels.Length));
                    LayerInformation found = record.Information(series, 1)[layer];
                    Assert.Equal((expected.IXT, expected.ITY, expected.Distinct), (found.IXT, found.ITY, found.Distinct));
                }
            }

            epoch++;
        }

        Assert.Equal(codes["epochs"].Count, epoch);

        // Bins finer than the codes count them exactly.
        Dictionary<int, LayerInformation[]> exactly = folder.Trace(1)!.Records().ToDictionary(record => record.Epoch, record => record.Information(1).ToArray());
        Assert.All(bins.Records(), record => Assert.Equal(exactly[record.Epoch][0].IXT, record.Information(2, 1)[0].IXT));
    }

    [Fact]
    public void Bins_ThatAreMissing_AreMadeAgainFromTheModels()
    {
        RunFolder whole = Go(Binary, "whole");
        byte[] bins = File.ReadAllBytes(whole.BinnedTracePath(0));
        File.Delete(whole.BinnedTracePath(0));
        ExperimentPlan plan = ExperimentPlan.Parse(Binary, "test");
        Experiment.Run(plan, RunFolder.Prepare(whole.Path, plan, "edge"), null, new ExperimentOptions(), CancellationToken.None);
        Assert.Equal(bins, File.ReadAllBytes(whole.BinnedTracePath(0)));
    }

    private RunFolder Go(string text, string name)
    {
        ExperimentPlan plan = ExperimentPlan.Parse(text, "test");
        RunFolder folder = RunFolder.Prepare(Path.Combine(parent, name), plan, "edge train");
        Experiment.Run(plan, folder, null, new ExperimentOptions(), CancellationToken.None);
        return folder;
    }
}
