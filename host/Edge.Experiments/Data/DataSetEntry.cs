namespace Edge.Experiments.Data;

/// <summary>A line of the catalogue.</summary>
/// <param name="Name">Name to ask for it by; a word in capitals stands for something of the user's.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of input columns.</param>
/// <param name="Classes">Number of classes.</param>
public sealed record DataSetEntry(string Name, string Description, int Rows, int Columns, int Classes);
