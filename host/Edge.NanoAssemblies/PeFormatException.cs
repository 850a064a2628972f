namespace Edge.NanoAssemblies;

/// <summary>Bytes that are no assembly of nanoFramework 1.x, or are torn; the message is one line that names the file, the fault and what to do.</summary>
public sealed class PeFormatException(string message) : Exception(message);
