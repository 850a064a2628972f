using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Quantizers;

/// <summary>
/// beta (2 - beta x tanh(beta x / 2)) / (1 + cosh(beta x)) (Raj et al. 2020, eq. 4 with the x that its printed form lacks). With y = beta
/// |x| and e = exp(-y) that is
/// beta (2 - y (1 - e)/(1 + e)) 2e / (1 + e)^2, which neither overflows nor cancels.
/// </summary>
internal readonly struct SwishSignGradient : ISignGradient
{
    private readonly Vector512<float> beta;

    /// <summary>A steepness; larq's default is 5.</summary>
    public SwishSignGradient(float beta)
    {
        this.beta = Vector512.Create(beta);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> At(Vector512<float> x)
    {
        // Beyond 80 the value is far below any float that matters; the bound keeps an infinite x from becoming infinity times 0.
        Vector512<float> y = Lanes.Clamp(Vector512.Abs(x) * beta, Vector512<float>.Zero, Vector512.Create(80f));
        Vector512<float> e = FloatMath.Exp(-y);
        Vector512<float> whole = Vector512<float>.One + e;
        Vector512<float> tanh = (Vector512<float>.One - e) / whole;
        return beta * (Vector512.Create(2f) - y * tanh) * (e + e) / (whole * whole);
    }
}
