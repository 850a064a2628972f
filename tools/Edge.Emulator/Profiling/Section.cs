namespace Edge.Emulator.Profiling;

/// <summary>Parts of the work that a row is.</summary>
public enum Section
{
    /// <summary>A dense layer, from its input codes to its own.</summary>
    Layer,

    /// <summary>The softmax.</summary>
    Softmax,

    /// <summary>Rows of the wire into codes, and codes into rows of the wire.</summary>
    Packing,

    /// <summary>The session: frames with their checks, requests, the line, waiting.</summary>
    Framing,
}
