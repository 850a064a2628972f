using Edge.Experiments.Data;
using Edge.Experiments.Execution;
using Edge.Experiments.Measuring;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Experiments.Traces;
using Edge.Information.Binned;
using Edge.Information.Codes;
using Edge.Information.Exact;
using Edge.Training;
using Edge.Training.Columns;
using Edge.Training.Data;
using Edge.Training.Optimizers;

namespace Edge.Experiments.Tests.Series;

/// <summary>What a folder says of a network in float arithmetic, against the same network trained and measured here, layer by layer.</summary>
public sealed class FloatRunTests : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("edge-float-").FullName;
    private readonly ExperimentPlan plan = SeriesPlans.Of(SeriesPlans.Float);
    private readonly RunFolder folder;
    private readonly ExperimentSummary summary;

    public FloatRunTests()
    {
        folder = RunFolder.Prepare(Path.Combine(parent, "out"), plan, "edge train");
        summary = Experiment.Run(plan, folder, null, new ExperimentOptions(), CancellationToken.None);
    }

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Fact]
    public void EveryEpoch_IsThatOfTheTrainer()
    {
        Trained trained = new(plan, folder, run: 1);
        EpochTrace trace = folder.Trace(1)!;
        Assert.Equal(["values", "batch-norm"], trace.Header.Series.Select(series => series.Name));
        Assert.Equal(["dense1", "dense2", "softmax"], trace.Header.Series[0].Layers);
        Assert.Equal(["norm1"], trace.Header.Series[1].Layers);
        Assert.Equal(6, trace.Count);
        foreach (EpochRecord record in trace.Records())
        {
            double loss = trained.GoTo(record.Epoch);
            Assert.Equal(loss, record.TrainingLoss);
            Assert.Equal(trained.Columns.Of(trained.Split.Test).Loss, record.TestLoss);
            Assert.Equal(trained.Columns.Of(trained.Split.Train).Correct, record.CorrectTrain);
            for (int set = 0; set < 2; set++)
            {
                InformationCalculator calculator = new(trained.Population(set));
                foreach ((int series, int layer, string name) in new[] { (0, 0, "dense1"), (0, 1, "dense2"), (0, 2, "softmax"), (1, 0, "norm1") })
                {
                    LayerInformation expected = calculator.Measure(trained.Codes(name, set));
                    LayerInformation found = record.Information(series, set)[layer];
                    Assert.Equal((expected.IXT, expected.ITY, expected.Distinct), (found.IXT, found.ITY, found.Distinct));
                }
            }

            for (int layer = 0; layer < 3; layer++)
            {
                GradientNorms expected = trained.Statistics.Of(layer);
                double mean = record.Gradients[layer].MeanNorm;
                Assert.Equal(record.Epoch == 0 ? double.NaN : expected.MeanNorm, mean);
                Assert.True(record.Epoch == 0 || record.Gradients[layer] == expected with { Batches = 0 });
            }
        }
    }

    [Fact]
    public void Bins_AreThoseOfTheValues_GlobalOnesOverTheWholeRun()
    {
        EpochTrace bins = folder.BinnedTrace(0)!;
        Assert.Equal(plan.Settings.Series!.Bins.Select(spec => spec.Name()), bins.Header.Series.Select(series => series.Name));
        int[] epochs = [0, 2, 4, 5];
        Assert.Equal(epochs, Enumerable.Range(0, bins.Count).Select(bins.EpochAt));
        for (int set = 0; set < 2; set++)
        {
            Trained trained = new(plan, folder, run: 0);
            List<float[][]> values = [];
            foreach (int epoch in epochs)
            {
                trained.GoTo(epoch);
                values.Add([.. bins.Header.Series[0].Layers.Select(name => trained.Values(name, set))]);
            }

            float[] all = [.. values.SelectMany(epoch => epoch).SelectMany(layer => layer)];
            for (int series = 0; series < plan.Settings.Series.Bins.Count; series++)
            {
                BinningSpec spec = plan.Settings.Series.Bins[series];
                BinnedCalculator calculator = new(trained.Population(set), spec);
                BinEdges? edges = spec.Scope != BinScope.Global ? null
                    : spec.Spacing == BinSpacing.EqualCount ? BinEdges.EqualCount(spec.Bins, all)
                    : BinEdges.Uniform(spec.Bins, all.Min(), all.Max());
                int epoch = 0;
                foreach (EpochRecord record in bins.Records())
                {
                    for (int layer = 0; layer < 3; layer++)
                    {
                        int rows = trained.Rows(set).Length;
                        FloatMatrix matrix = new(values[epoch][layer], rows, values[epoch][layer].Length / rows, rows);
                        LayerInformation expected = edges is null ? calculator.Measure(matrix) : calculator.Measure(matrix, edges);
                        LayerInformation found = record.Information(series, set)[layer];
                        Assert.Equal((expected.IXT, expected.ITY, expected.Distinct), (found.IXT, found.ITY, found.Distinct));
                    }

                    epoch++;
                }
            }
        }
    }

    [Fact]
    public void Folder_HasNoModels_AndItsTablesHaveEverySeries()
    {
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "models")));
        Assert.Equal("host: 958 rows x 3 layers x 8 epochs, compared with no device", summary.Line);
        Assert.All(folder.Points(), point => Assert.Equal("values", point.Series));
        Assert.Equal(
            ["batch-norm", "uniform-30-fixed", "uniform-30-global", "equal-count-7-global", "uniform-30-layer", "equal-count-5-neuron"],
            folder.SeriesPoints().Select(point => point.Series).Distinct());
        Assert.Equal([0, 2, 4, 5], folder.SeriesPoints().Select(point => point.Epoch).Distinct().Order());
        Assert.Equal([0, 1, 2, 3, 4, 5], folder.SeriesPoints(everyEpoch: true).Select(point => point.Epoch).Distinct().Order());
        Assert.Contains("no models and no codes", Assert.Throws<RunFolderException>(() => CodesArchive.Write(folder, 0, "host", "x.npz")).Message, StringComparison.Ordinal);
    }

    /// <summary>A run of the plan, trained here.</summary>
    private sealed class Trained
    {
        private readonly ExperimentPlan plan;
        private readonly LabeledRows rows;
        private readonly LabeledRows train;
        private readonly Trainer trainer;
        private double loss = double.NaN;

        public Trained(ExperimentPlan plan, RunFolder folder, int run)
        {
            this.plan = plan;
            ulong seed = folder.SeedOf(run);
            Split = RowSplit.Of(plan.Data, plan.Settings.TrainFraction, seed);
            rows = new LabeledRows(plan.Data.Input.Width, plan.Data.Input.Bits, plan.Data.Codes, plan.Data.Labels);
            train = rows.Subset(Split.Train);
            trainer = new Trainer(plan.Settings.Network, plan.Settings.Training with { Seed = seed }, train);
            Statistics = new GradientStatistics(trainer.Parameters);
            Columns = new ColumnEvaluator(trainer.Parameters, rows, normalized: true);
        }

        public RowSplit Split { get; }

        public GradientStatistics Statistics { get; }

        public ColumnEvaluator Columns { get; }

        public double GoTo(int epoch)
        {
            while (trainer.Epoch < epoch)
            {
                loss = trainer.TrainEpoch(train, Statistics);
            }

            Columns.Evaluate();
            return loss;
        }

        public int[] Rows(int set) => set == 0 ? Split.Train : [.. Enumerable.Range(0, plan.Data.Rows)];

        public Population Population(int set) => new(
            Array.ConvertAll(Rows(set), row => plan.Data.Labels[row]),
            InputClasses.Of(plan.Data) is int[] classes ? Array.ConvertAll(Rows(set), row => classes[row]) : []);

        public float[] Values(string layer, int set)
        {
            LayerColumns columns = Columns.Layers.Single(one => one.Name == layer);
            return [.. Enumerable.Range(0, columns.Width).SelectMany(neuron => Rows(set).Select(row => columns.Column(neuron)[row]))];
        }

        public PackedCodes Codes(string layer, int set)
        {
            LayerColumns columns = Columns.Layers.Single(one => one.Name == layer);
            ulong[] words = [.. Rows(set).SelectMany(row => columns.Words.Skip(row * columns.WordsPerRow).Take(columns.WordsPerRow))];
            return new PackedCodes(words, Rows(set).Length, columns.Width, columns.Bits);
        }
    }
}
