using Edge.Core.Hashing;

namespace Edge.Core.Tests.Hashing;

public class Sha256Tests
{
    [Fact]
    public void Hash_EqualsPlatform_ForAllLengthsTo300()
    {
        Random random = new(1);
        Sha256 sha = new();
        byte[] hash = new byte[Sha256.HashBytes + 4];
        for (int length = 0; length <= 300; length++)
        {
            byte[] bytes = new byte[length + 3];
            random.NextBytes(bytes);
            int cut = random.Next(length + 1);
            sha.Add(bytes, 3, cut);
            sha.Add(bytes, 3 + cut, length - cut);
            sha.Finish(hash, 4);
            Assert.Equal(System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(3)), hash[4..]);
        }
    }

    [Fact]
    public void Reset_ForgetsWhatWasAdded()
    {
        Sha256 sha = new();
        sha.Add(new byte[100], 0, 100);
        sha.Reset();
        byte[] hash = new byte[32];
        sha.Finish(hash, 0);
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(hash));
    }
}
