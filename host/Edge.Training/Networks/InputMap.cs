namespace Edge.Training.Networks;

/// <summary>What number an input code c stands for.</summary>
public enum InputMap
{
    /// <summary>x = 2c - 1; only with one bit.</summary>
    Bipolar,

    /// <summary>x = scale * (c - zero point).</summary>
    Affine,
}
