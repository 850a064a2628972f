using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>Where an activation crosses the rounding boundary between two output codes, in double.</summary>
internal static class Preimage
{
    /// <summary>All crossings of a grid that is not bipolar.</summary>
    /// <param name="plan">Activation and grid; the identity in the output layer.</param>
    /// <param name="range">Range of the output codes.</param>
    /// <param name="crossings">Receives u of the codes from 1 on, [top code].</param>
    public static void Fill(LayerPlan plan, float range, Span<double> crossings)
    {
        if (plan.Activation is null or Activation.Relu)
        {
            // These ranges move with every epoch: what is the same for all codes is taken out of the loop.
            double scale = plan.Grid.Scale(range);
            double half = 0.5 - plan.Grid.ZeroPoint;
            for (int j = 0; j < crossings.Length; j++)
            {
                crossings[j] = (j + half) * scale;
            }

            return;
        }

        for (int j = 0; j < crossings.Length; j++)
        {
            crossings[j] = Of(plan, range, j + 1);
        }
    }

    /// <summary>
    /// u with: output code &gt;= j where activation(x) &gt;= (j - 1/2 - zero point) * scale, that is where x &gt;= u. Not for bipolar
    /// grids, whose only crossing is 0.
    /// </summary>
    /// <param name="plan">Activation and grid; the identity in the output layer.</param>
    /// <param name="range">Range of the output codes.</param>
    /// <param name="code">j, 1..top code.</param>
    public static double Of(LayerPlan plan, float range, int code)
    {
        double steps = code - 0.5 - plan.Grid.ZeroPoint;
        double top = plan.Grid.StepsPerRange;
        return plan.Activation switch
        {
            null or Activation.Relu => steps * plan.Grid.Scale(range),
            Activation.HardTanh => steps / top,
            Activation.Tanh => DoubleMath.Atanh(steps / top),
            Activation.Softsign => steps / (top - Math.Abs(steps)),
            Activation.Sigmoid => DoubleMath.Log(steps / (top - steps)),
            _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Activation, "only a bipolar grid fits this activation"),
        };
    }
}
