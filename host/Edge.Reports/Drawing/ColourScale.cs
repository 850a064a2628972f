using System.Globalization;

namespace Edge.Reports.Drawing;

/// <summary>
/// A colour scale whose lightness changes evenly from one end to the other, so that its order survives grey printing and colour
/// blindness. Colours are interpolated in OKLCH (Ottosson, "A perceptual color space for image processing", 2020): lightness
/// linearly, hue and chroma along the way; chroma is lowered where sRGB cannot show it.
/// </summary>
internal sealed class ColourScale
{
    private readonly double lightness0, lightness1, hue0, hue1, chroma0, chroma1;
    private readonly string[] steps;

    private ColourScale(int count, (double L, double C, double H) from, (double L, double C, double H) to)
    {
        (lightness0, chroma0, hue0) = from;
        (lightness1, chroma1, hue1) = to;
        steps = new string[count];
        for (int i = 0; i < count; i++)
        {
            steps[i] = At(count == 1 ? 0 : (double)i / (count - 1));
        }
    }

    /// <summary>Epochs on light paper: early amber and pale, late indigo and dark.</summary>
    public static ColourScale EpochLight { get; } = new(33, (0.83, 0.150, 88), (0.30, 0.150, -78));

    /// <summary>Epochs on a dark screen: early indigo and dim, late amber and bright.</summary>
    public static ColourScale EpochDark { get; } = new(33, (0.47, 0.150, -78), (0.90, 0.140, 92));

    /// <summary>Layers on light paper: near the input dark blue, near the output light green.</summary>
    public static ColourScale DepthLight { get; } = new(17, (0.31, 0.110, 265), (0.63, 0.150, 135));

    /// <summary>Layers on a dark screen: near the input dim blue, near the output bright green.</summary>
    public static ColourScale DepthDark { get; } = new(17, (0.58, 0.120, 265), (0.90, 0.150, 135));

    /// <summary>Number of steps.</summary>
    public int Count => steps.Length;

    /// <summary>Colour of a step as <c>#rrggbb</c>.</summary>
    /// <param name="step">From 0 to <see cref="Count"/> - 1.</param>
    public string this[int step] => steps[step];

    /// <summary>The step nearest to a position on the scale.</summary>
    /// <param name="position">From 0 to 1; values outside are moved to the nearer end.</param>
    /// <returns>From 0 to <see cref="Count"/> - 1.</returns>
    public int Step(double position) => (int)Math.Round(Math.Clamp(position, 0, 1) * (Count - 1), MidpointRounding.AwayFromZero);

    /// <summary>OKLab lightness at a position.</summary>
    /// <param name="position">From 0 to 1.</param>
    /// <returns>From 0 (black) to 1 (white).</returns>
    public double Lightness(double position) => lightness0 + ((lightness1 - lightness0) * position);

    private string At(double position)
    {
        double chroma = chroma0 + ((chroma1 - chroma0) * position);
        double hue = (hue0 + ((hue1 - hue0) * position)) * Math.PI / 180;
        for (; ; chroma -= 0.004)
        {
            double c = Math.Max(chroma, 0);
            (double r, double g, double b) = ToLinear(Lightness(position), c * Math.Cos(hue), c * Math.Sin(hue));
            if (c == 0 || (InGamut(r) && InGamut(g) && InGamut(b)))
            {
                return string.Create(CultureInfo.InvariantCulture, $"#{ToByte(r):x2}{ToByte(g):x2}{ToByte(b):x2}");
            }
        }
    }

    private static bool InGamut(double linear) => linear is >= 0 and <= 1;

    private static (double R, double G, double B) ToLinear(double l, double a, double b)
    {
        double lr = l + (0.3963377774 * a) + (0.2158037573 * b);
        double mr = l - (0.1055613458 * a) - (0.0638541728 * b);
        double sr = l - (0.0894841775 * a) - (1.2914855480 * b);
        (double lc, double mc, double sc) = (lr * lr * lr, mr * mr * mr, sr * sr * sr);
        return (
            (4.0767416621 * lc) - (3.3077115913 * mc) + (0.2309699292 * sc),
            (-1.2684380046 * lc) + (2.6097574011 * mc) - (0.3413193965 * sc),
            (-0.0041960863 * lc) - (0.7034186147 * mc) + (1.7076147010 * sc));
    }

    private static int ToByte(double linear)
    {
        double x = Math.Clamp(linear, 0, 1);
        double encoded = x <= 0.0031308 ? 12.92 * x : (1.055 * Math.Pow(x, 1 / 2.4)) - 0.055;
        return (int)Math.Round(encoded * 255, MidpointRounding.AwayFromZero);
    }
}
