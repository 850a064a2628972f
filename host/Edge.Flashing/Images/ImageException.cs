namespace Edge.Flashing.Images;

/// <summary>Assemblies that make no image a board would run; the message is one line that names the file, the fault and what to do.</summary>
public sealed class ImageException(string message) : Exception(message);
