namespace Edge.Browser.Tests;

/// <summary>One browser and one set of reports for all tests.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Chromium>, ICollectionFixture<Reports>
{
    public const string Name = "browser";
}
