using System.Security.Cryptography;

namespace Edge.Training.Tests.Support;

public class SztRowsTests
{
    [Fact]
    public void Labels_AreThePublishedTable()
    {
        byte[] labels = [.. SztRows.All.Labels.ToArray().Select(label => (byte)label)];
        Assert.Equal("77732F16F85E91B49D3997196B56163B3BD362D8CF631468A8DE3F986E88359F", Convert.ToHexString(SHA256.HashData(labels)));
    }
}
