namespace Edge.Devices.Session;

/// <summary>
/// Puts the rows of CODES frames together, in whatever order, however often and in whatever pieces they come. Knows which rows of a block
/// are missing. Nothing is allocated per frame.
/// </summary>
public sealed class CodeAssembler
{
    private readonly byte[] rows;
    private readonly ulong[] whole;
    private ulong[]? pieces;
    private int[]? bytesMissing;

    /// <summary>Starts with a block of which no row is there.</summary>
    /// <param name="firstRow">Number of the block's first row, 0 or more.</param>
    /// <param name="rowCount">Rows in the block, 1 or more.</param>
    /// <param name="rowBytes">Bytes of a row on the wire, 1..65535.</param>
    public CodeAssembler(int firstRow, int rowCount, int rowBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowBytes, ushort.MaxValue);
        FirstRow = firstRow;
        RowCount = rowCount;
        RowBytes = rowBytes;
        Missing = rowCount;
        rows = new byte[rowCount * rowBytes];
        whole = new ulong[(rowCount + 63) >> 6];
    }

    /// <summary>Number of the block's first row.</summary>
    public int FirstRow { get; }

    /// <summary>Rows in the block.</summary>
    public int RowCount { get; }

    /// <summary>Bytes of a row.</summary>
    public int RowBytes { get; }

    /// <summary>Rows that are not there yet, or not wholly.</summary>
    public int Missing { get; private set; }

    /// <summary>Rows that came once more after they were there.</summary>
    public long Doubled { get; private set; }

    /// <summary>The block's rows one after the other, <see cref="RowCount"/> * <see cref="RowBytes"/> bytes; missing rows are 0.</summary>
    public ReadOnlySpan<byte> Rows => rows;

    /// <summary>Takes what a CODES frame carries; rows outside the block are passed over.</summary>
    /// <param name="firstRow">First row in the frame.</param>
    /// <param name="rowCount">Rows in the frame.</param>
    /// <param name="byteOffset">Place of the bytes in their row; 0 where whole rows are sent.</param>
    /// <param name="bytes">The frame's packed bytes.</param>
    /// <returns>False where the shape makes no sense: neither whole rows nor a piece of one row.</returns>
    /// <exception cref="DeviceException">A row that is there came again with other codes: the device does not compute a
    /// function.</exception>
    public bool Take(uint firstRow, int rowCount, int byteOffset, ReadOnlySpan<byte> bytes)
    {
        if (byteOffset == 0 && rowCount > 0 && bytes.Length == (long)rowCount * RowBytes)
        {
            for (int i = 0; i < rowCount; i++)
            {
                long row = (long)firstRow + i - FirstRow;
                if (row >= 0 && row < RowCount)
                {
                    TakeRow((int)row, bytes.Slice(i * RowBytes, RowBytes));
                }
            }

            return true;
        }

        if (rowCount != 1 || bytes.Length == 0 || byteOffset + bytes.Length > RowBytes)
        {
            return false;
        }

        long only = (long)firstRow - FirstRow;
        if (only >= 0 && only < RowCount)
        {
            TakePiece((int)only, byteOffset, bytes);
        }

        return true;
    }

    /// <summary>Whether a row is wholly there.</summary>
    /// <param name="row">Its number, within the block.</param>
    public bool IsThere(int row) => IsWhole(row - FirstRow);

    /// <summary>The next run of missing rows from a row on.</summary>
    /// <param name="from">Where to look from; a row of the block or the one after its last.</param>
    /// <param name="most">Most rows wanted, 1 or more.</param>
    /// <param name="first">Number of the first missing row.</param>
    /// <param name="count">Rows missing one after the other, at most <paramref name="most"/>.</param>
    /// <returns>False where none is missing from there on.</returns>
    public bool NextMissing(int from, int most, out int first, out int count)
    {
        int at = from - FirstRow;
        while (at < RowCount && IsWhole(at))
        {
            at = (at & 63) == 0 && whole[at >> 6] == ulong.MaxValue ? at + 64 : at + 1;
        }

        int end = at;
        while (end < RowCount && end - at < most && !IsWhole(end))
        {
            end++;
        }

        first = at + FirstRow;
        count = end - at;
        return count > 0;
    }

    private bool IsWhole(int row) => (whole[row >> 6] >> (row & 63) & 1UL) != 0;

    private void TakeRow(int row, ReadOnlySpan<byte> bytes)
    {
        Span<byte> target = rows.AsSpan(row * RowBytes, RowBytes);
        if (IsWhole(row))
        {
            Doubled++;
            RequireEqual(row, target, bytes);
            return;
        }

        bytes.CopyTo(target);
        SetWhole(row);
    }

    private void TakePiece(int row, int byteOffset, ReadOnlySpan<byte> bytes)
    {
        Span<byte> target = rows.AsSpan((row * RowBytes) + byteOffset, bytes.Length);
        if (IsWhole(row))
        {
            Doubled += byteOffset == 0 ? 1 : 0;
            RequireEqual(row, target, bytes);
            return;
        }

        pieces ??= new ulong[((long)RowCount * RowBytes + 63) >> 6];
        if (bytesMissing is null)
        {
            bytesMissing = new int[RowCount];
            Array.Fill(bytesMissing, RowBytes);
        }

        bytes.CopyTo(target);
        int start = (row * RowBytes) + byteOffset;
        for (int at = start; at < start + bytes.Length; at++)
        {
            ulong bit = 1UL << (at & 63);
            if ((pieces[at >> 6] & bit) == 0)
            {
                pieces[at >> 6] |= bit;
                bytesMissing[row]--;
            }
        }

        if (bytesMissing[row] == 0)
        {
            SetWhole(row);
        }
    }

    private void SetWhole(int row)
    {
        whole[row >> 6] |= 1UL << (row & 63);
        Missing--;
    }

    private void RequireEqual(int row, ReadOnlySpan<byte> there, ReadOnlySpan<byte> bytes)
    {
        if (!there.SequenceEqual(bytes))
        {
            throw new DeviceException(
                $"the device gave two different answers for row {row + FirstRow}; "
                + "its memory or clock may be unsound: lower its clock or try another board");
        }
    }
}
