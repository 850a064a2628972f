using System.Globalization;
using System.Text;
using Edge.Devices;
using Edge.Information;
using Edge.Information.Codes;

namespace Edge.Experiments.Mismatches;

/// <summary>The README.txt of a bundle.</summary>
/// <param name="bundle">The bundle.</param>
/// <param name="all">Comparison of all rows, of which the bundle holds some.</param>
/// <param name="reference">Codes of the bundle's rows by the definition.</param>
/// <param name="expected">Accumulators by the definition, [row][dense layer][neuron].</param>
/// <param name="got">Those of the device; null where it gave none.</param>
/// <param name="refusal">Why it gave none; null where it was not asked.</param>
internal sealed class MismatchText(
    MismatchBundle bundle, CodeComparison all, IReadOnlyList<CodeLayer> reference, int[][][] expected, int[][][]? got, string? refusal)
{
    private readonly StringBuilder text = new();

    /// <summary>The whole text.</summary>
    public string Write()
    {
        CodeOrigin origin = bundle.Device.Origin;
        string device = origin.Firmware.Length == 0 ? origin.Device : $"{origin.Device} ({origin.Firmware})";
        Line($"host and {device} computed different codes from the same model and rows.");
        Line();
        Line($"model     {bundle.Model.Description.Name}, run {origin.Run}, epoch {origin.Epoch}, identity {origin.ModelHash}");
        Line($"data      {origin.DataSet}");
        Line($"different {all.DifferentCodes} codes, in {string.Join(", ", all.Layers.Where(layer => layer.Codes > 0).Select(Describe))}");
        Line($"here      {(bundle.Host.Rows.Count == 1 ? "the only row" : $"the first {bundle.Host.Rows.Count} rows")} that differ");
        Line();
        Line("First differences (rows are numbered as in the data set; everything counts from 0)");
        foreach (CodeDifference difference in CodeComparison.Of(bundle.Host, bundle.Device).First)
        {
            Line($"  {Describe(difference)}");
        }

        Line();
        Line(Verdict());
        Line();
        Line("Run these rows again");
        Line($"  edge replay {Quoted(bundle.Path)} --device {Quoted(origin.Device)}");
        Line("It exits with 1 while host and device still differ, with 0 when they agree.");
        Line();
        Line("Files");
        Line("  model.edge         the model; edge inspect prints it");
        Line("  inputs.csv         the rows' input codes");
        Line("  host.edgecodes     the host's codes of all layers on these rows");
        Line("  device.edgecodes   the device's; edge compare lists every difference");
        Line("  accumulators.csv   every neuron's accumulator: by the definition on the host, and as the device tells it");
        return text.ToString();
    }

    private static string Describe(LayerDifference layer) =>
        string.Create(CultureInfo.InvariantCulture, $"{layer.Name} ({layer.Codes} in {layer.Rows} rows)");

    private string Describe(CodeDifference d)
    {
        string codes = string.Create(
            CultureInfo.InvariantCulture, $"row {d.RowId}, {d.Name}, neuron {d.Neuron}: host {d.Left}, {bundle.Device.Origin.Device} {d.Right}");
        int layer = d.Layer - 1;
        if (layer >= expected[d.Row].Length)
        {
            return codes;
        }

        string there = got is null ? "not told" : got[d.Row][layer][d.Neuron].ToString(CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture, $"{codes}; accumulators {expected[d.Row][layer][d.Neuron]}, {there}");
    }

    /// <summary>Who is at fault, and in which step, as far as the numbers say.</summary>
    private string Verdict()
    {
        if (!SameCodes(reference, bundle.Host.Layers))
        {
            return SameCodes(reference, bundle.Device.Layers)
                ? "The definition (the plain reference) gives the device's codes: the host's fast inference is at fault."
                : "The definition (the plain reference) gives neither side's codes: look at both.";
        }

        const string Host = "The definition (the plain reference) gives the host's codes. ";
        if (got is null)
        {
            return Host + (refusal is null ? "The device was not asked for its accumulators." : $"The device gave no accumulators: {refusal}.");
        }

        for (int l = 0; l < expected[0].Length; l++)
        {
            int layer = l;
            if (Enumerable.Range(0, expected.Length).Any(r => !expected[r][layer].AsSpan().SequenceEqual(got[r][layer])))
            {
                return Host + $"The device's accumulators differ first in {bundle.Host.Layers[l].Name}: its inputs, weights, biases or sums there are wrong.";
            }
        }

        return Host + "The device's accumulators are right: its thresholds, its softmax or the way of its codes to the host are wrong, or the fault does not repeat.";
    }

    private static bool SameCodes(IReadOnlyList<CodeLayer> left, IReadOnlyList<CodeLayer> right) =>
        left.Zip(right).All(pair => pair.First.Codes.Words.SequenceEqual(pair.Second.Codes.Words));

    private static string Quoted(string argument) =>
        argument.All(c => char.IsLetterOrDigit(c) || "/\\._-:+".Contains(c, StringComparison.Ordinal)) ? argument : $"\"{argument}\"";

    private void Line(string line = "") => text.Append(line).Append('\n');
}
