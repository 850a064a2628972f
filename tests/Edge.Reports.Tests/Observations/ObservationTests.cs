using Edge.Reports.Observations;

namespace Edge.Reports.Tests.Observations;

public sealed class ObservationTests
{
    private static readonly RunTrace TwoPhases =
        MadeUpRun.Of(0, MadeUpRun.Constant(12, 0.99), MadeUpRun.TwoPhases, MadeUpRun.Constant(1, 0.01));

    [Fact]
    public void LayerPhases_TwoPhases_AreTimed()
    {
        LayerPhases layer = LayerPhases.Of(TwoPhases, 1);
        Assert.True(layer.Fits);
        Assert.True(layer.Compresses);
        Assert.Equal(2, layer.Fall, 6);
        Assert.Equal(0.9, layer.Rise, 6);

        // The window of a tenth moves nine tenths of the rise, reached at 90, by less than a tenth.
        Assert.InRange(layer.FittedAt, 88, 92);
        Assert.InRange(layer.CompressesFrom, 520, 560);
        Assert.InRange(layer.CompressedAt, 840, 880);
    }

    [Fact]
    public void LayerPhases_Noise_IsNoCompression()
    {
        Random random = new(1);
        RunTrace noisy = MadeUpRun.Of(
            0, MadeUpRun.Constant(12, 1), epoch => (epoch < 50 ? 6 : 6 + random.NextDouble() - 0.5, 0.4), MadeUpRun.Constant(1, 0.1));
        Assert.InRange(noisy.AboutInput[1].Max(), 6.45, 6.5);
        Assert.False(LayerPhases.Of(noisy, 1).Fall > 0.3);
        Assert.Equal(0, LayerPhases.Of(noisy, 0).Fall);
    }

    [Fact]
    public void Compression_CountsRunsAndBits()
    {
        Compression compression = new();
        compression.Add(TwoPhases);
        compression.Add(MadeUpRun.Of(1, MadeUpRun.Constant(12, 0.99), MadeUpRun.Constant(10, 0.9), MadeUpRun.Constant(1, 0.01)));
        Finding finding = compression.Result();
        Assert.Contains("dense2, compresses in 1 of 2 runs, by 1.00 ± 12.71 bits", finding.Answer, StringComparison.Ordinal);
        Assert.Equal("0 of 2 runs", finding.Lines[0][1]);
        Assert.Equal(["dense1", "dense2", "softmax"], finding.Lines.Select(line => line[0]));
        Assert.All(finding.Lines, line => Assert.Equal(finding.Columns.Count, line.Count));
    }

    [Fact]
    public void SeparatePhases_TellTheOrder()
    {
        SeparatePhases phases = new();
        phases.Add(TwoPhases);
        phases.Add(MadeUpRun.Of(1, MadeUpRun.Constant(12, 0.99), MadeUpRun.ForgetsFirst, MadeUpRun.Constant(1, 0.01)));
        Assert.Equal(
            "In the last hidden layer, dense2, both happen in 2 of 2 runs; the phases are separate in 1 of 2 of these.", phases.Result().Answer);
    }

    [Fact]
    public void Inequality_BreakIsFoundWithLayersAndEpochs()
    {
        Inequality inequality = new();
        inequality.Add(MadeUpRun.Of(0, MadeUpRun.Constant(12, 0.99), MadeUpRun.TwoPhases, MadeUpRun.Constant(1, 0)));
        Assert.Empty(inequality.Result().Lines);
        inequality.Add(MadeUpRun.Of(
            1, MadeUpRun.Constant(5, 0.5), epoch => (epoch is >= 7 and <= 9 ? 5.25 : 4, 0.4), MadeUpRun.Constant(1, 0.1)));
        Assert.Equal(["dense1 to dense2", "I(X;T)", "3", "1", "7", "9", "0.250"], Assert.Single(inequality.Result().Lines));
        Assert.Contains("in 1 of 2 runs", inequality.Result().Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Saturation_OneEpochBelowTheBoundIsEnoughToEndIt()
    {
        Saturation saturation = new();
        saturation.Add(MadeUpRun.Of(
            0, MadeUpRun.Constant(11.995, 1), epoch => (epoch == 500 ? 11.9 : 12, 1), MadeUpRun.Constant(1, 0.1)));
        Assert.Equal("Saturated at H(X) = 12.00 bits in every run: dense1.", saturation.Result().Answer);
    }

    [Fact]
    public void AccuracySpread_NamesStuckRuns()
    {
        AccuracySpread spread = new();
        foreach ((int run, double accuracy) in ((int, double)[])[(0, 0.9), (1, 0.51), (2, 0.8)])
        {
            spread.Add(MadeUpRun.Of(run, MadeUpRun.Constant(5, 0.5), MadeUpRun.Constant(4, 0.4), MadeUpRun.Constant(1, 0.1), accuracy));
        }

        Finding finding = spread.Result();
        Assert.EndsWith("Stuck: 1 of 3 runs (number 1).", finding.Answer, StringComparison.Ordinal);
        Assert.Equal(["0.510", "0.800", "0.900"], finding.Lines[0].Skip(2));
    }

    [Fact]
    public void PaperClaims_AreJudgedRunByRun()
    {
        PaperClaims claims = new(PaperClaim.Of("Lorenzen et al. 2022", "tanh"));
        claims.Add(MadeUpRun.Of(0, MadeUpRun.Constant(12, 0.99), MadeUpRun.TwoPhases, MadeUpRun.TwoPhases));
        claims.Add(MadeUpRun.Of(1, MadeUpRun.TwoPhases, MadeUpRun.TwoPhases, MadeUpRun.TwoPhases));
        Assert.Equal(["2 of 2 runs", "2 of 2 runs", "1 of 2 runs"], claims.Result().Lines.Select(line => line[2]));
        Assert.Empty(PaperClaim.Of("Somebody 2001", "tanh"));
    }

    [Fact]
    public void Observation_WithoutRuns_HasNoResult() => Assert.Throws<InvalidOperationException>(() => new Fitting().Result());
}
