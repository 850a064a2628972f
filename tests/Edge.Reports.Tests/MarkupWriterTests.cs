using System.Xml.Linq;
using Edge.Reports.Drawing;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Reports.Tests;

public class MarkupWriterTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("a\"b'c&d", "a&quot;b&#39;c&amp;d")]
    [InlineData("]]>", "]]&gt;")]
    [InlineData("a\0b\u0007\u001b[31m\u007f", "a\uFFFDb\uFFFD\uFFFD[31m\uFFFD")]
    [InlineData("\ud83d\ude00 µ", "\ud83d\ude00 µ")]
    [InlineData("a\nb\tc", "a&#10;b&#9;c")]
    public void Text_IsEscaped(string text, string expected)
    {
        Assert.Equal($"<p>{expected}</p>", new MarkupWriter().Open("p").Text(text).Close().ToMarkup());
        Assert.Equal($"<p title=\"{expected}\"/>", new MarkupWriter().Open("p").Attribute("title", text).CloseEmpty().ToMarkup());
    }

    [Fact]
    public void Text_OfHalfCharacters_IsReplaced() =>
        Assert.Equal("<p>\uFFFDx\uFFFD\uFFFD</p>", new MarkupWriter().Open("p").Text("\ud800x\udc00\uffff").Close().ToMarkup());

    [Fact]
    public void Text_OfAnyCharacters_ParsesBackAsItself()
    {
        Prop.ForAll<string>(any =>
        {
            string text = any ?? "";
            XElement parsed = XElement.Parse(new MarkupWriter().Open("p").Attribute("title", text).Text(text).Close().ToMarkup());
            string expected = Replaced(text);
            return parsed.Value == expected && parsed.Attribute("title")!.Value == expected;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(11, 13));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.001, "0")]
    [InlineData(1.005, "1.01")]
    [InlineData(-12.349, "-12.35")]
    [InlineData(1e9, "1000000000")]
    public void Number_HasAtMostTwoDecimalsAndNoExponent(double value, string expected) =>
        Assert.Equal(expected, MarkupWriter.Number(value));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-2e9)]
    public void Number_ThatIsNoCoordinate_IsRefused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MarkupWriter.Number(value));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("x>")]
    [InlineData("1a")]
    [InlineData("é")]
    public void Name_ThatCouldBreakOut_IsRefused(string name)
    {
        Assert.Throws<ArgumentException>(() => new MarkupWriter().Open(name));
        Assert.Throws<ArgumentException>(() => new MarkupWriter().Open("p").Attribute(name, "x"));
    }

    [Fact]
    public void Elements_LeftOpenOrClosedTwice_AreRefused()
    {
        Assert.Throws<InvalidOperationException>(() => new MarkupWriter().Open("p").ToMarkup());
        Assert.Throws<InvalidOperationException>(() => new MarkupWriter().Open("p").Close().Close());
        Assert.Throws<InvalidOperationException>(() => new MarkupWriter().Open("p").Text("x").Attribute("class", "y"));
        Assert.Throws<InvalidOperationException>(() => new MarkupWriter().Open("p").Text("x").CloseEmpty());
    }

    private static string Replaced(string text)
    {
        char[] expected = text.ToCharArray();
        for (int i = 0; i < expected.Length; i++)
        {
            char c = expected[i];
            if (char.IsHighSurrogate(c) && i + 1 < expected.Length && char.IsLowSurrogate(expected[i + 1]))
            {
                i++;
            }
            else if ((char.IsControl(c) && c != '\n' && c != '\t') || char.IsSurrogate(c) || c >= '\uFFFE')
            {
                expected[i] = '\uFFFD';
            }
        }

        return new string(expected);
    }
}
