using Edge.Training.Networks;

namespace Edge.Training.Data;

/// <summary>The acceptance check of rows for a network.</summary>
public static class RowsCheck
{
    /// <summary>Returns when the rows fit the network's input and classes.</summary>
    /// <exception cref="SpecException">They do not; one line per fault.</exception>
    public static void Require(NetworkSpec network, LabeledRows rows)
    {
        if (rows.Count > 0
            && rows.Width == network.Input.Width
            && rows.LargestCode <= network.Input.LargestCode()
            && rows.LargestLabel < network.Output.Classes)
        {
            // Asked before every epoch: no message is made for sound rows.
            return;
        }

        var faults = new FaultList();
        faults.Check(rows.Count > 0, "rows: there are none");
        faults.Check(rows.Width == network.Input.Width, $"rows: {rows.Width} codes per row, the network takes {network.Input.Width}");
        faults.Check(
            rows.LargestCode <= network.Input.LargestCode(),
            $"rows: the largest code is {rows.LargestCode}, the network takes codes up to {network.Input.LargestCode()}");
        faults.Check(
            rows.LargestLabel < network.Output.Classes,
            $"rows: the largest label is {rows.LargestLabel}, the network has classes 0..{network.Output.Classes - 1}");
        throw new SpecException(faults.Lines);
    }
}
