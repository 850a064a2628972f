using Edge.Information.Codes;

namespace Edge.Information.Tests.Codes;

public sealed class CodeTableTests
{
    [Fact]
    public void Constructor_LayerWithOtherRows_NamesTheLayer()
    {
        var codes = PackedCodes.FromInts(new[] { 0, 1, 1 }, 3, 1, 1);
        AssertRefused("Layer 'dense1' has 3 rows", () => new CodeTable(new CodeOrigin(), new CodeRows([0, 1]), [new CodeLayer("dense1", codes)]));
    }

    [Fact]
    public void Constructor_NamesThatRepeat_AreRefused()
    {
        var layer = new CodeLayer("dense1", PackedCodes.FromInts(new[] { 0 }, 1, 1, 1));
        AssertRefused("Two layers are named 'dense1'", () => new CodeTable(new CodeOrigin(), new CodeRows([0]), [layer, layer]));
        AssertRefused("not 0", () => new CodeTable(new CodeOrigin(), new CodeRows([0]), []));
    }

    [Fact]
    public void Constructor_LabelBeyondTheClasses_NamesTheRow()
    {
        var layer = new CodeLayer("dense1", PackedCodes.FromInts(new[] { 0, 1 }, 2, 1, 1));
        AssertRefused("Row 1 has label 2", () => new CodeTable(new CodeOrigin(), new CodeRows([0, 2]), [layer]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData("<script>")]
    public void CodeLayer_NameWithOtherCharacters_IsRefused(string name) =>
        AssertRefused("layer's name", () => new CodeLayer(name, PackedCodes.FromInts(new[] { 0 }, 1, 1, 1)));

    [Fact]
    public void CodeRows_ValuesOutOfRange_NameTheRow()
    {
        AssertRefused("at least one row", () => new CodeRows([]));
        AssertRefused("label of row 1 is -1", () => new CodeRows([0, -1]));
        AssertRefused("input class of row 0 is -4", () => new CodeRows([0], null, [-4]));
        AssertRefused("weight of row 1 is NaN", () => new CodeRows([0, 0], null, null, [1, double.NaN]));
        AssertRefused("All weights are zero", () => new CodeRows([0], null, null, [0]));
        AssertRefused("2 labels but 1 row ids", () => new CodeRows([0, 0], [5]));
    }

    [Fact]
    public void CodeOrigin_ValuesOutOfRange_AreNamed()
    {
        AssertRefused("'both'", () => new CodeOrigin { RowSet = "both" }.Check());
        AssertRefused("Classes", () => new CodeOrigin { Classes = 0 }.Check());
        AssertRefused("Device", () => new CodeOrigin { Device = new string('x', 256) }.Check());
        AssertRefused("Firmware", () => new CodeOrigin { Firmware = "1\n2" }.Check());
        AssertRefused("DataSet", () => new CodeOrigin { DataSet = "\ud800" }.Check());
        AssertRefused("Epoch", () => new CodeOrigin { Epoch = -1 }.Check());
    }

    [Fact]
    public void ContentHash_IsComparedByValue()
    {
        var hash = ContentHash.Of(""u8);
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", hash.ToString());
        Assert.Equal(hash, new ContentHash(hash.Bytes));
        Assert.True(hash != default);
        Assert.True(default(ContentHash).IsUnknown);
        Assert.Equal(new ContentHash(new byte[32]), default);
        AssertRefused("31", () => new ContentHash(new byte[31]));
    }

    private static void AssertRefused(string message, Func<object> create) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(create).Message, StringComparison.Ordinal);

    private static void AssertRefused(string message, Action act) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
}
