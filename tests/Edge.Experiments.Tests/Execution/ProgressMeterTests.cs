using Edge.Experiments.Execution;

namespace Edge.Experiments.Tests.Execution;

public class ProgressMeterTests
{
    private readonly Clock clock = new();
    private readonly List<ExperimentProgress> reports = [];

    [Fact]
    public void TimeLeft_FollowsTheMeanTimeOfAnEpoch()
    {
        ProgressMeter meter = new(new Recorder(reports), epochsTotal: 10, checkpointsTotal: 0, clock);
        for (int epoch = 0; epoch < 4; epoch++)
        {
            clock.Seconds += 3;
            meter.AddEpoch();
        }

        Assert.Equal([27, 24, 21, 18], reports.Select(report => report.TimeLeft!.Value.TotalSeconds));
    }

    [Fact]
    public void TimeLeft_IsTheLongerOfTrainingAndMeasuring()
    {
        ProgressMeter meter = new(new Recorder(reports), epochsTotal: 10, checkpointsTotal: 4, clock);
        clock.Seconds += 5;
        meter.AddEpoch();
        Assert.Equal(45, reports[^1].TimeLeft!.Value.TotalSeconds);
        clock.Seconds += 15;
        meter.AddCheckpoint();
        Assert.Equal(180, reports[^1].TimeLeft!.Value.TotalSeconds);
        for (int i = 0; i < 3; i++)
        {
            clock.Seconds += 1;
            meter.AddCheckpoint();
        }

        Assert.Equal(9 * 23, reports[^1].TimeLeft!.Value.TotalSeconds);
    }

    [Fact]
    public void WorkOfEarlierCommands_CountsAsDoneButNotInTheRate()
    {
        ProgressMeter meter = new(new Recorder(reports), epochsTotal: 100, checkpointsTotal: 0, clock);
        meter.AddBefore(90, 0);
        clock.Seconds += 2;
        meter.AddEpoch();
        Assert.Equal((91, 18.0), (reports[^1].EpochsDone, reports[^1].TimeLeft!.Value.TotalSeconds));
    }

    [Fact]
    public void Reports_ComeAtMostTenTimesASecondAndAtTheEnd()
    {
        ProgressMeter meter = new(new Recorder(reports), epochsTotal: 1000, checkpointsTotal: 0, clock);
        for (int epoch = 0; epoch < 1000; epoch++)
        {
            meter.AddEpoch();
        }

        Assert.Single(reports);
        meter.Finish();
        Assert.Equal(1000, reports[^1].EpochsDone);
        Assert.Equal(TimeSpan.Zero, reports[^1].TimeLeft);
    }

    private sealed class Recorder(List<ExperimentProgress> reports) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value) => reports.Add(value);
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
