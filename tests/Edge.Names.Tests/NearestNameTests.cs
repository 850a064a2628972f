using FsCheck;
using FsCheck.Fluent;

namespace Edge.Names.Tests;

public class NearestNameTests
{
    private static readonly Arbitrary<string> Words =
        Gen.Choose(0, 7).SelectMany(n => Gen.Elements('a', 'b', 'c').ArrayOf(n)).Select(letters => new string(letters)).ToArbitrary();

    [Theory]
    [InlineData("szt", "stz", 1)]
    [InlineData("szt", "szt", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Distance_OfKnownPairs(string a, string b, int expected) => Assert.Equal(expected, EditDistance.Between(a, b));

    [Fact]
    public void Distance_IsSymmetricAndZeroOnlyForEqualStrings()
    {
        Prop.ForAll(Words, Words, (a, b) =>
            EditDistance.Between(a, b) == EditDistance.Between(b, a) && (EditDistance.Between(a, b) == 0) == (a == b))
            .Check(Seeded(2000));
    }

    [Fact]
    public void Distance_IsOneAfterOneSwapOrOneDeletion()
    {
        Prop.ForAll(Words, Gen.Choose(0, 5).ToArbitrary(), (word, at) =>
        {
            if (word.Length < at + 2)
            {
                return true;
            }

            char[] swapped = word.ToCharArray();
            (swapped[at], swapped[at + 1]) = (swapped[at + 1], swapped[at]);
            return EditDistance.Between(word, new string(swapped)) <= 1 && EditDistance.Between(word, word.Remove(at, 1)) == 1;
        }).Check(Seeded(2000));
    }

    [Fact]
    public void Find_GivesNothingForAWordUnlikeAll()
    {
        Assert.Null(NearestName.Find("cifar", ["szt", "tictactoe"]));
        Assert.Null(NearestName.Find("", ["szt"]));
        Assert.Equal("raj-szt", NearestName.Find("RAJ-STZ", ["lorenzen-szt-tanh", "raj-szt"]));
    }

    private static Config Seeded(int cases) => Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(12, 345);
}
