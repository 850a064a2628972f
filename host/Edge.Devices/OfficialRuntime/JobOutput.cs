using System.Globalization;
using Edge.Core.Protocol;
using Edge.Firmware.Batch;

namespace Edge.Devices.OfficialRuntime;

/// <summary>
/// Reads the lines that a job prints (<see cref="JobText"/>): rows of given lengths one after the other, then the last line with their
/// number and CRC. The runtime's other lines are passed over.
/// </summary>
internal sealed class JobOutput
{
    private readonly int[] rowStarts;
    private readonly byte[] bytes;
    private readonly uint firstRow;
    private readonly uint jobCrc;
    private int row;
    private int filled;

    /// <summary>Waits for a job's first line.</summary>
    /// <param name="firstRow">Number of the first row.</param>
    /// <param name="rowBytes">Bytes of each row.</param>
    /// <param name="jobCrc">The job's CRC-32.</param>
    public JobOutput(int firstRow, IReadOnlyList<int> rowBytes, uint jobCrc)
    {
        rowStarts = new int[rowBytes.Count + 1];
        for (int r = 0; r < rowBytes.Count; r++)
        {
            rowStarts[r + 1] = rowStarts[r] + rowBytes[r];
        }

        bytes = new byte[rowStarts[^1]];
        this.firstRow = (uint)firstRow;
        this.jobCrc = jobCrc;
    }

    /// <summary>Rows that are wholly there.</summary>
    public int RowsThere => row;

    /// <summary>Rows that there should be.</summary>
    public int Rows => rowStarts.Length - 1;

    /// <summary>True when the last line has come and was right.</summary>
    public bool Complete { get; private set; }

    /// <summary>The bytes of all rows.</summary>
    public byte[] Bytes => bytes;

    /// <summary>Takes a line.</summary>
    /// <returns>False where it is none of the job's.</returns>
    /// <exception cref="DeviceException">The job reports an error, or rows are missing, doubled or damaged.</exception>
    public bool Take(string line)
    {
        if (line.StartsWith(JobText.Row, StringComparison.Ordinal))
        {
            TakeRow(line);
            return true;
        }

        if (line.StartsWith(JobText.End, StringComparison.Ordinal))
        {
            TakeEnd(line);
            return true;
        }

        return line.StartsWith(JobText.Error, StringComparison.Ordinal)
            ? throw new DeviceException("the firmware in the official runtime cannot do it: " + OneLine.Of(line[JobText.Error.Length..]))
            : false;
    }

    private void TakeRow(string line)
    {
        string[] parts = line[JobText.Row.Length..].Split(' ');
        if (parts.Length != 3
            || !uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int offset)
            || row == Rows || number != firstRow + (uint)row || offset != filled - rowStarts[row]
            || parts[2].Length == 0 || parts[2].Length > 2 * (rowStarts[row + 1] - filled)
            || Convert.FromHexString(parts[2], bytes.AsSpan(filled), out _, out int written) != System.Buffers.OperationStatus.Done)
        {
            throw Unexpected(line);
        }

        filled += written;
        row += filled == rowStarts[row + 1] ? 1 : 0;
    }

    private void TakeEnd(string line)
    {
        uint crc = Crc32.Continue(jobCrc, bytes, 0, bytes.Length);
        if (Complete || row != Rows || line != FormattableString.Invariant($"{JobText.End}{Rows} {crc:x8}"))
        {
            throw Unexpected(line);
        }

        Complete = true;
    }

    private DeviceException Unexpected(string line)
    {
        string due = row == Rows ? $"the end of {Rows} rows with its CRC" : $"row {firstRow + row}, byte {filled - rowStarts[row]}";
        const int Shown = 60;
        string said = OneLine.Of(line.Length > Shown ? line[..Shown] + "..." : line);
        return new DeviceException(
            $"the official runtime printed \"{said}\" where {due} was due; "
            + "build device/Edge.Firmware.Batch and Edge.Firmware.BatchData of this edge again");
    }
}
