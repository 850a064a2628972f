namespace Edge.Training.Layers;

/// <summary>
/// What stands for a number that training drove out of the floats: NaN counts as 0, infinity as the largest float. So evaluation and
/// freezing are defined whatever happened.
/// </summary>
internal static class Defined
{
    /// <summary>The value itself if finite.</summary>
    public static double Number(float value) => float.IsNaN(value) ? 0 : Math.Clamp(value, -float.MaxValue, float.MaxValue);
}
