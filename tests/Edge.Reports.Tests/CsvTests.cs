using Edge.Information;
using Edge.Reports.Csv;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Reports.Tests;

public class CsvTests
{
    private const string Header = "run,epoch,layer,name,series,device,rows,count,H_X,H_Y,H_T,I_XT,I_TY,distinct,saturated\n";
    private const string Good = "0,8000,6,softmax,codes,host,all,4096,12,0.9998,1.96,1.96,0.969,31,false\n";

    [Fact]
    public void Plane_HasExactlyTheseColumnsAndLines()
    {
        PlanePoint point = new(0, 8000, 6, "softmax", "host", "all", 4096, 12, 0.9998, 1.96, 1.96, 0.969, 31, false);
        Assert.Equal(Header + Good, Text(point));
        Assert.Equal(Header, Text());
    }

    [Fact]
    public void Plane_RoundTripsEveryBit()
    {
        Gen<double> bits = ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite);
        Gen<PlanePoint> points =
            from numbers in bits.ArrayOf(5)
            from name in Gen.Elements("dense1", "a,b", "say \"so\"", "two\nlines", " edge ", "µ 层", "=1+1", "#", "'")
            from count in Gen.Choose(0, int.MaxValue)
            from truth in Gen.Elements(true, false)
            select new PlanePoint(count % 7, count, (count % 9) + 1, name, name, name, (long)count * count,
                numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], long.MaxValue - count, truth) { Series = name };
        Prop.ForAll(points.ListOf().ToArbitrary(), list =>
        {
            IReadOnlyList<PlanePoint> back = PlaneCsv.Read(new StringReader(Text([.. list])), "plane.csv");
            return back.SequenceEqual(list) && back.Zip(list).All(pair => Bits(pair.First) == Bits(pair.Second));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(31, 33));

        static (long, long) Bits(PlanePoint point) => (BitConverter.DoubleToInt64Bits(point.HX), BitConverter.DoubleToInt64Bits(point.ITY));
    }

    [Fact]
    public void Plane_ReadsLinesThatEndAsOnWindows()
    {
        IReadOnlyList<PlanePoint> points = PlaneCsv.Read(new StringReader((Header + Good + Good).ReplaceLineEndings("\r\n")), "plane.csv");
        Assert.Equal(2, points.Count);
    }

    [Theory]
    [InlineData("0,8000,6,softmax,codes,host,all,4096,12,0.9998,1.96,oops,0.969,31,false\n", "plane.csv line 3, column I_XT: 'oops' is not a finite number.")]
    [InlineData("0,8000,6,softmax,codes,host,all,4096,12,NaN,1.96,1,0.969,31,false\n", "plane.csv line 3, column H_Y: 'NaN' is not a finite number.")]
    [InlineData("-1,8000,6,softmax,codes,host,all,4096,12,1,1.96,1,0.969,31,false\n", "plane.csv line 3, column run: '-1' is not a whole number from 0 to 2147483647.")]
    [InlineData("0,8000,0,softmax,codes,host,all,4096,12,1,1.96,1,0.969,31,false\n", "plane.csv line 3, column layer: '0' is not a whole number from 1 to 2147483647.")]
    [InlineData("0,8000,6,,codes,host,all,4096,12,1,1.96,1,0.969,31,false\n", "plane.csv line 3, column name: '' is not a name.")]
    [InlineData("0,8000,6,softmax,codes,host,all,4096,12,1,1.96,1,0.969,31,maybe\n", "plane.csv line 3, column saturated: 'maybe' is not true or false.")]
    [InlineData("0,8000,6,softmax,codes,host,all,4096,12,1,1.9", "plane.csv line 3, column I_XT is missing: 11 fields where 15 are needed; the file may be cut off.")]
    [InlineData("0,8000,6,softmax,codes,host,all,4096,12,1,1.96,1,0.969,31,false,7\n", "plane.csv line 3: 16 fields where 15 are needed; the file may be cut off.")]
    [InlineData("0,8000,6,\"softmax,codes,host,all,4096\n", "plane.csv line 3: a quotation mark is missing or stands where none may stand.")]
    public void Plane_BadLine_IsNamedInOneLine(string line, string message)
    {
        CsvTableException refused = Assert.Throws<CsvTableException>(() => PlaneCsv.Read(new StringReader(Header + Good + line), "plane.csv"));
        Assert.Equal(message, refused.Message);
        Assert.Equal(3, refused.Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("run,epoch\n")]
    [InlineData("epoch,run,layer,name,series,device,rows,count,H_X,H_Y,H_T,I_XT,I_TY,distinct,saturated\n")]
    public void Plane_BadHeader_IsRefused(string text)
    {
        CsvTableException refused = Assert.Throws<CsvTableException>(() => PlaneCsv.Read(new StringReader(text), "plane.csv"));
        Assert.Contains("the header must be run,epoch,layer,", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, refused.Line);
    }

    [Fact]
    public void Plane_CutAnywhereInALine_IsRefusedOrAWholeLineShorter()
    {
        string whole = Header + Good + Good;
        for (int length = 0; length < whole.Length; length++)
        {
            string torn = whole[..length];
            int points = -1;
            try
            {
                points = PlaneCsv.Read(new StringReader(torn), "plane.csv").Count;
            }
            catch (CsvTableException refused)
            {
                Assert.StartsWith("plane.csv line ", refused.Message, StringComparison.Ordinal);
            }

            // A last line that lacks only its line feed is whole.
            int expected = torn == Header.TrimEnd() || torn == Header ? 0 : torn == (Header + Good).TrimEnd() || torn == Header + Good ? 1
                : torn == whole.TrimEnd() ? 2 : -1;
            Assert.Equal(expected, points);
        }
    }

    private static string Text(params PlanePoint[] points)
    {
        StringWriter writer = new();
        PlaneCsv.Write(writer, points);
        return writer.ToString();
    }
}
