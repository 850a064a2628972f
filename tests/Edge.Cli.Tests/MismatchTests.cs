using Edge.Cli.Tests.Support;
using Edge.Core.Models;
using Edge.Testing;
using Edge.Testing.Devices;

namespace Edge.Cli.Tests;

/// <summary>A device that lies: it loads the model it is sent, and computes with one weight flipped.</summary>
public sealed class MismatchTests : IDisposable
{
    private const string First = "host != ";
    private static readonly string[] Files = ["README.txt", "accumulators.csv", "device.edgecodes", "host.edgecodes", "inputs.csv", "model.edge"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [LinuxFact]
    public void Train_OnALyingDevice_WritesABundleThatReplays()
    {
        using DeviceStandIn liar = Liar(layer: 1);
        string port = liar.Terminal.Path;
        string[] command = ["train", "raj-szt", "--runs", "1", "--epochs", "1", "--checkpoints", "all", "--device", port, "--out", "run"];
        EdgeProcess trained = Run(command);
        Assert.True(trained.ExitCode == 1, trained.Error);
        string bundle = Path.Combine("run", "mismatch", "run0-epoch000000-" + port.TrimStart('/').Replace('/', '-'));
        Assert.Contains($"again: edge replay {bundle} --device {port}", trained.Output, StringComparison.Ordinal);
        Assert.Equal(Path.GetFileName(bundle), Path.GetFileName(Assert.Single(Directory.GetDirectories(folder.File("run/mismatch")))));
        ShouldBeWhole(bundle, "dense2");

        EdgeProcess replayed = Run("replay", bundle);
        Assert.True(replayed.ExitCode == 1, replayed.Error);
        Assert.Contains($"{First}{port}: 16 rows x 7 layers, ", replayed.Output, StringComparison.Ordinal);
        Assert.Contains("the device's codes are those in the bundle", replayed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("the host's codes are other", replayed.Output, StringComparison.Ordinal);

        // The first line that the text and the replay print is the same difference.
        string line = replayed.Lines[0];
        Assert.Contains("  " + line, File.ReadAllText(folder.File(bundle + "/README.txt")), StringComparison.Ordinal);

        EdgeProcess honest = Run("replay", bundle, "--device", "emulator");
        Assert.True(honest.ExitCode == 0, honest.Error);
        Assert.Contains("host = emulator: 16 rows x 7 layers, 0 differences", honest.Output, StringComparison.Ordinal);
        Assert.Contains("the device's codes are other than those in the bundle", honest.Output, StringComparison.Ordinal);

        EdgeProcess again = Run(command);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("nothing was computed", again.Output, StringComparison.Ordinal);
        Assert.Contains($"again: edge replay {bundle} ", again.Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void CodesCheckAndCompare_WriteTheSameBundle()
    {
        SztModel.Write(folder.Path, "model.edge", 5);
        using DeviceStandIn liar = Liar(layer: 0);
        string port = liar.Terminal.Path;
        Assert.Equal(0, Run("codes", "model.edge", "--device", port, "--out", "unchecked.edgecodes").ExitCode);
        EdgeProcess lied = Run("codes", "model.edge", "--device", port, "--out", "lied.edgecodes", "--check");
        Assert.True(lied.ExitCode == 1, lied.Error);
        Assert.Contains($"{First}{port}: 4096 rows x 4 layers, ", lied.Output, StringComparison.Ordinal);
        ShouldBeWhole("lied.mismatch", "dense1");
        Assert.Equal(1, Run("replay", "lied.mismatch").ExitCode);

        EdgeProcess honest = Run("codes", "model.edge", "--device", "host", "--out", "host.edgecodes", "--check");
        Assert.Equal(0, honest.ExitCode);
        Assert.Contains("host = host: 4096 rows x 4 layers, 0 differences", honest.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("host.mismatch")));

        EdgeProcess compared = Run("compare", "host.edgecodes", "unchecked.edgecodes", "--model", "model.edge", "--device", port);
        Assert.True(compared.ExitCode == 1, compared.Error);
        Assert.All(
            Files.Where(name => name != "README.txt"),
            name => Assert.Equal(File.ReadAllBytes(folder.File($"lied.mismatch/{name}")), File.ReadAllBytes(folder.File($"unchecked.mismatch/{name}"))));

        EdgeProcess alone = Run("compare", "host.edgecodes", "unchecked.edgecodes", "--model", "model.edge");
        Assert.Equal(1, alone.ExitCode);
        Assert.Contains("was not asked for its accumulators", File.ReadAllText(folder.File("unchecked.mismatch/README.txt")), StringComparison.Ordinal);
        Run("compare", "host.edgecodes", "unchecked.edgecodes", "--model", "model.edge", "--data", "tictactoe").ShouldRefuse(3, "tictactoe");
    }

    [LinuxFact]
    public void AlteredBundles_AreRefused()
    {
        SztModel.Write(folder.Path, "model.edge", 5);
        SztModel.Write(folder.Path, "other.edge", 6);
        using (DeviceStandIn liar = Liar(layer: 0))
        {
            Assert.Equal(1, Run("codes", "model.edge", "--device", liar.Terminal.Path, "--out", "b.edgecodes", "--check").ExitCode);
        }

        string inputs = folder.File("b.mismatch/inputs.csv");
        string text = File.ReadAllText(inputs);
        string[] lines = text.Split('\n');
        Refuse(string.Join('\n', [.. lines[..2], .. lines[3..]]), "these are not the rows");
        Refuse(lines[0] + '\n' + lines[1].Replace(",0", ",7", StringComparison.Ordinal), "line 2 is not a row number and 12 codes 0..1");
        Refuse("row,a\n1,2\n", "line 1 is not the header of 12 inputs");
        File.WriteAllText(inputs, text);
        File.Copy(folder.File("other.edge"), folder.File("b.mismatch/model.edge"), overwrite: true);
        Run("replay", "b.mismatch", "--device", "host").ShouldRefuse(3, "model.edge is not the model of");
        File.Delete(folder.File("b.mismatch/model.edge"));
        Run("replay", "b.mismatch").ShouldRefuse(3, "no mismatch bundle: it holds no model.edge");
        Run("replay", "nowhere").ShouldRefuse(3, "'nowhere' is no mismatch bundle");

        void Refuse(string content, string part)
        {
            File.WriteAllText(inputs, content);
            Run("replay", "b.mismatch", "--device", "host").ShouldRefuse(3, part);
        }
    }

    private EdgeProcess Run(params string[] arguments) => EdgeProcess.Run(folder.Path, arguments);

    /// <summary>A stand-in in whose models the first weight of a layer's first neuron is another one.</summary>
    private static DeviceStandIn Liar(int layer) => new DeviceStandIn { Alters = model => FlipWeight(model.Layers[layer]) }.Start();

    private static void FlipWeight(DenseLayer layer)
    {
        if (layer.WeightBits == 1)
        {
            layer.BinaryWeights[0][0] ^= 1;
        }
        else
        {
            layer.Weights[0][0] = (sbyte)(layer.Weights[0][0] > 0 ? -127 : 127);
        }
    }

    private void ShouldBeWhole(string bundle, string layer)
    {
        string path = folder.File(bundle);
        Assert.Equal(Files, Directory.GetFiles(path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string text = File.ReadAllText(Path.Combine(path, "README.txt"));
        Assert.Contains("The definition (the plain reference) gives the host's codes.", text, StringComparison.Ordinal);
        Assert.Contains($"The device's accumulators differ first in {layer}: ", text, StringComparison.Ordinal);
        Assert.Contains($"  edge replay {bundle} --device ", text, StringComparison.Ordinal);
        string[] table = File.ReadAllLines(Path.Combine(path, "accumulators.csv"));
        Assert.Equal("row,layer,name,neuron,host,device", table[0]);
        string[][] different = [.. table.Skip(1).Select(line => line.Split(',')).Where(fields => fields[4] != fields[5])];
        Assert.Equal(layer, different[0][2]);
        Assert.Equal("0", different[0][3]);
        Assert.Equal(1 + 16, File.ReadAllLines(Path.Combine(path, "inputs.csv")).Length);
        EdgeProcess compared = Run("compare", Path.Combine(bundle, "host.edgecodes"), Path.Combine(bundle, "device.edgecodes"));
        Assert.Equal(1, compared.ExitCode);
        Assert.Contains($"row {different[0][0]}, {layer}, neuron 0: ", compared.Output, StringComparison.Ordinal);
    }
}
