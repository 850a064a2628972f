using Edge.Emulator.Costs;
using Edge.Emulator.Metering;

namespace Edge.Emulator.Tests.Costs;

/// <summary>The file of costs: a figure with range and source for every class.</summary>
public class CostModelTests
{
    private const string Figure = "\"value\": 2, \"least\": 1, \"most\": 3, \"source\": \"s\"";

    [Fact]
    public void TheBuiltInModel_HasEveryClassAndItsSource()
    {
        Assert.Equal(InstructionClasses.Count, CostModel.Esp32.Classes.Count);
        Assert.All(CostModel.Esp32.Classes, figure => Assert.True(figure.IsSound));
        Assert.True(
            CostModel.Esp32.Classes[(int)InstructionClass.Call].Value < CostModel.Esp32.Classes[(int)InstructionClass.Virtual].Value);
        Assert.True(
            CostModel.Esp32.Classes[(int)InstructionClass.Call].Value < CostModel.Esp32.Classes[(int)InstructionClass.Library].Value);
    }

    [Fact]
    public void AFile_IsRead()
    {
        CostModel model = CostModel.Read(Json(Enum.GetNames<InstructionClass>()), "x.json");

        Assert.Equal("m", model.Machine);
        Assert.Equal(2, model.UnitsPerSecond.Value);
        Assert.All(model.Classes, figure => Assert.Equal(3, figure.Most));
    }

    [Theory]
    [InlineData("{", "x.json")]
    [InlineData("{}", "x.json")]
    [InlineData("null", "empty")]
    public void WhatIsNoFile_IsRefusedByName(string json, string part) =>
        Assert.Contains(part, Assert.Throws<EmulatorException>(() => CostModel.Read(json, "x.json")).Message);

    [Fact]
    public void ClassesMissingDoubledOrUnknown_AreRefused()
    {
        string[] all = Enum.GetNames<InstructionClass>();
        Assert.Contains("Local 0 times", Refusal(Json(all[1..])));
        Assert.Contains("Field 2 times", Refusal(Json([.. all, "field"])));
        Assert.Contains("there is not", Refusal(Json([.. all, "vector"])));
    }

    [Fact]
    public void AFigureOutsideItsRange_IsRefused() =>
        Assert.Contains("not between 1 and 3", Refusal(Json(Enum.GetNames<InstructionClass>()).Replace("\"value\": 2", "\"value\": 4")));

    private static string Refusal(string json) => Assert.Throws<EmulatorException>(() => CostModel.Read(json, "x.json")).Message;

    private static string Json(string[] classes) =>
        "{ \"machine\": \"m\", \"unitsPerSecond\": { " + Figure + " }, \"classes\": ["
        + string.Join(", ", classes.Select(name => "{ \"class\": \"" + name + "\", " + Figure + " }")) + "] }";
}
