using System.Text;
using Edge.Information.Files;
using FsCheck.Fluent;

namespace Edge.Information.Tests.Files;

public sealed class NpyArrayTests
{
    [Theory]
    [InlineData("|b1", "01 00", "1,0")]
    [InlineData("|u1", "FF 02", "255,2")]
    [InlineData("|i1", "FF 02", "-1,2")]
    [InlineData("<u2", "FF FF 02 01", "65535,258")]
    [InlineData(">u2", "FF FF 02 01", "65535,513")]
    [InlineData("<i2", "FE FF 02 01", "-2,258")]
    [InlineData(">i2", "FF FE 02 01", "-2,513")]
    [InlineData("<u4", "FF FF FF FF 01 00 00 00", "4294967295,1")]
    [InlineData(">i4", "FF FF FF FE 00 00 00 07", "-2,7")]
    [InlineData("<i8", "00 00 00 00 00 00 00 80 01 00 00 00 00 00 00 00", "-9223372036854775808,1")]
    [InlineData(">u8", "FF FF FF FF FF FF FF FF 00 00 00 00 00 00 00 05", "18446744073709551615,5")]
    [InlineData("<f4", "00 00 80 3F 00 00 20 C0", "1,-2.5")]
    [InlineData(">f4", "3F 80 00 00 C0 20 00 00", "1,-2.5")]
    [InlineData("<f8", "9A 99 99 99 99 99 B9 3F 00 00 00 00 00 00 F8 7F", "0.1,NaN")]
    [InlineData(">f8", "3F B9 99 99 99 99 99 9A 7F F8 00 00 00 00 00 00", "0.1,NaN")]
    public void Elements_AreReadInEveryTypeAndByteOrder(string type, string data, string expected)
    {
        var array = Read($"{{'descr': '{type}', 'fortran_order': False, 'shape': (2,), }}", Convert.FromHexString(data.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal(expected, array.Text(0) + "," + array.Text(1));
        Assert.Equal(double.Parse(array.Text(0), System.Globalization.CultureInfo.InvariantCulture), array.Value(0));
        Assert.Equal([2], array.Shape);
    }

    [Fact]
    public void FortranOrder_GivesTheElementsOfCOrder()
    {
        // NumPy: np.arange(24).reshape(2, 3, 4), saved as np.asfortranarray.
        byte[] fortran = [.. from k in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 3) from i in Enumerable.Range(0, 2) select (byte)((i * 12) + (j * 4) + k)];
        var array = Read("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 4), }", fortran);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (double)i), Enumerable.Range(0, 24).Select(array.Value));
    }

    [Fact]
    public void WrittenAndRead_GivesTheSameElementsInEitherOrderAndEndianness()
    {
        var cases = from rows in Gen.Choose(0, 5)
                    from columns in Gen.Choose(1, 4)
                    from values in Gen.ArrayOf(Gen.Choose(short.MinValue, short.MaxValue), rows * columns)
                    from fortran in Gen.Elements(true, false)
                    from big in Gen.Elements(true, false)
                    select (rows, columns, values, fortran, big);
        Laws.Hold(cases, c =>
        {
            var data = new List<byte>();
            for (var n = 0; n < c.values.Length; n++)
            {
                var index = c.fortran ? ((n % c.rows) * c.columns) + (n / c.rows) : n;
                byte[] element = [unchecked((byte)c.values[index]), unchecked((byte)(c.values[index] >> 8))];
                data.AddRange(c.big ? element.Reverse() : element);
            }

            var array = Read($"{{'descr': '{(c.big ? '>' : '<')}i2', 'fortran_order': {(c.fortran ? "True" : "False")}, 'shape': ({c.rows}, {c.columns}), }}", [.. data]);
            Assert.Equal(c.values.Select(v => (double)v), Enumerable.Range(0, array.Count).Select(array.Value));
            Assert.Equal(array.ToBytes(), NpyArray.FromBytes(array.ToBytes()).ToBytes());
        });
    }

    private static NpyArray Read(string header, byte[] data)
    {
        var length = ((10 + header.Length + 1 + 63) / 64 * 64) - 10;
        var text = header + new string(' ', length - header.Length - 1) + "\n";
        return NpyArray.FromBytes([0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8), .. Encoding.ASCII.GetBytes(text), .. data]);
    }
}
