using System.Reflection;
using Edge.Devices;
using Edge.Devices.Emulation;
using Edge.Experiments.Checkpoints;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Information;
using Edge.Information.Codes;
using Edge.Information.Files;

namespace Edge.Experiments.Tests.Execution;

/// <summary>The main job in small, through every real part: training, freezing, the firmware in the emulator behind its serial port.</summary>
public sealed class EmulatorTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-main-job-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void BinaryAnd8BitNetworks_HaveTheSamePlaneOnHostAndEmulator()
    {
        string emulator = typeof(EmulatorTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "EmulatorPath").Value!;
        DeviceOptions options = new() { Emulator = new EmulatorOptions { EmulatorPath = emulator } };
        using IDevice device = DeviceCatalog.Open(DeviceCatalog.Emulator, options, CancellationToken.None);
        foreach (string preset in (string[])["raj-szt", "lorenzen-szt-tanh", "raj-tictactoe"])
        {
            SettingsOverrides overrides = new() { Epochs = 2, Runs = 1, Checkpoints = CheckpointSchedule.Logarithmic(3) };
            ExperimentPlan plan = ExperimentPlan.Load(preset, overrides);
            RunFolder run = RunFolder.Prepare(Path.Combine(folder, preset), plan, "edge train");
            ExperimentSummary summary = Experiment.Run(plan, run, device, new ExperimentOptions { Threads = 1 }, CancellationToken.None);

            Assert.Equal($"host = emulator: {plan.Data.Rows} rows x 7 layers x 3 epochs, 0 differences", summary.Line);
            IEnumerable<PlanePoint> host = run.Records("host").SelectMany(record => record.Points);
            Assert.Equal(host, run.Records("emulator").SelectMany(record => record.Points).Select(point => point with { Device = "host" }));
            CodeTable recorded = CodesFile.Read(run.CodesPath(0, 2, "emulator"));
            Assert.Equal(plan.Data.Rows, recorded.Rows.Count);
            Assert.NotEmpty(recorded.Origin.Firmware);
        }
    }
}
