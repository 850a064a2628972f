using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Edge.Experiments.Data;
using Edge.Experiments.Presets;
using Edge.Experiments.Settings;

namespace Edge.Experiments.Tests.Settings;

public class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../../host/README.md"));

    [Fact]
    public void EveryMemberOfANetworkFile_StandsInTheTable()
    {
        foreach (string name in Members(SettingsJson.Options.GetTypeInfo(typeof(ExperimentSettings))).Distinct())
        {
            Assert.Matches($@"`([a-z]+\.)?{name}[`.]", Page);
        }
    }

    [Fact]
    public void EveryPreset_StandsInTheTableWithItsPaperAndFigure()
    {
        foreach (string name in PresetCatalogue.Names)
        {
            using JsonDocument preset = JsonDocument.Parse(
                PresetCatalogue.Json(name), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            JsonElement about = preset.RootElement.GetProperty("about");
            string data = preset.RootElement.GetProperty("data").GetString()!;
            Assert.Contains($"| `{name}` | {data} | {about.GetProperty("paper")} | {about.GetProperty("figure")} |", Page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EveryDataSet_StandsInTheTable()
    {
        Assert.All(DataSetCatalogue.Entries, entry => Assert.Contains($"| `{entry.Name}` | {entry.Rows} |", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryValueOfAnEnumeration_StandsInTheTable()
    {
        foreach (Type type in EnumerationsOf(SettingsJson.Options.GetTypeInfo(typeof(ExperimentSettings))).Distinct())
        {
            foreach (string value in Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName))
            {
                Assert.Contains($"`{value}`", Page, StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<string> Members(JsonTypeInfo type) => Properties(type).Select(member => member.Name);

    private static IEnumerable<Type> EnumerationsOf(JsonTypeInfo type) =>
        Properties(type).Select(member => member.PropertyType).Where(property => property.IsEnum);

    private static IEnumerable<JsonPropertyInfo> Properties(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object => type.Properties.SelectMany(member => Properties(type.Options.GetTypeInfo(member.PropertyType)).Prepend(member)),
        JsonTypeInfoKind.Enumerable => Properties(type.Options.GetTypeInfo(type.ElementType!)),
        _ => [],
    };

    private static string Here([CallerFilePath] string path = "") => path;
}
