namespace Edge.Benching.References;

/// <summary>
/// One layer of <see cref="ScalarTrainer"/>: dense, batch normalization if binary, activation and quantizer unless it is the last, Adam.
/// </summary>
internal sealed class ScalarLayer
{
    private readonly int inputs;
    private readonly int neurons;
    private readonly bool isBinary;
    private readonly bool isLast;
    private readonly float[] latents;
    private readonly float[] weights;
    private readonly float[] offsets;
    private readonly float[] firstMoments;
    private readonly float[] secondMoments;
    private readonly float[] inverse;
    private readonly float[][] normalized;
    private readonly float[][] derivatives;
    private float[][] entered = [];

    public ScalarLayer(int inputs, int neurons, bool isBinary, bool isLast, int batch, Random random)
    {
        (this.inputs, this.neurons, this.isBinary, this.isLast) = (inputs, neurons, isBinary, isLast);
        latents = [.. Enumerable.Range(0, neurons * inputs).Select(_ => (random.NextSingle() * 2 - 1) * MathF.Sqrt(6f / (inputs + neurons)))];
        weights = new float[latents.Length];
        offsets = new float[neurons];
        firstMoments = new float[latents.Length + neurons];
        secondMoments = new float[latents.Length + neurons];
        inverse = new float[neurons];
        normalized = [.. Enumerable.Range(0, batch).Select(_ => new float[neurons])];
        derivatives = [.. Enumerable.Range(0, batch).Select(_ => new float[neurons])];
    }

    public float[][] Forward(float[][] x)
    {
        entered = x;
        float scale = latents.Max(MathF.Abs) / 127;
        for (int i = 0; i < latents.Length; i++)
        {
            weights[i] = isBinary ? (latents[i] >= 0 ? 1 : -1) : MathF.Floor(latents[i] / scale + 0.5f) * scale;
        }

        float[][] y = new float[x.Length][];
        for (int r = 0; r < x.Length; r++)
        {
            y[r] = new float[neurons];
            for (int n = 0; n < neurons; n++)
            {
                float sum = 0;
                for (int i = 0; i < inputs; i++)
                {
                    sum += weights[n * inputs + i] * x[r][i];
                }

                y[r][n] = sum;
            }
        }

        if (isBinary)
        {
            Normalize(y);
        }

        for (int r = 0; r < x.Length; r++)
        {
            for (int n = 0; n < neurons; n++)
            {
                float value = y[r][n] + offsets[n];
                float h = isLast ? value : isBinary ? (value >= 0 ? 1 : -1) : MathF.Tanh(value);
                derivatives[r][n] = isLast ? 1 : isBinary ? (MathF.Abs(value) <= 1 ? 1 : 0) : 1 - h * h;
                y[r][n] = isLast || isBinary ? h : MathF.Floor(h * 127 + 0.5f) / 127;
            }
        }

        return y;
    }

    public float[][] Backward(float[][] deltas, int step)
    {
        int rows = deltas.Length;
        var gradients = new float[latents.Length + neurons];
        for (int n = 0; n < neurons; n++)
        {
            float sum = 0;
            float product = 0;
            for (int r = 0; r < rows; r++)
            {
                deltas[r][n] *= derivatives[r][n];
                sum += deltas[r][n];
                product += deltas[r][n] * normalized[r][n];
            }

            gradients[latents.Length + n] = sum;
            for (int r = 0; r < rows && isBinary; r++)
            {
                deltas[r][n] = (deltas[r][n] - sum / rows - normalized[r][n] * product / rows) * inverse[n];
            }
        }

        float[][] before = new float[rows][];
        for (int r = 0; r < rows; r++)
        {
            before[r] = new float[inputs];
            for (int n = 0; n < neurons; n++)
            {
                for (int i = 0; i < inputs; i++)
                {
                    gradients[n * inputs + i] += deltas[r][n] * entered[r][i];
                    before[r][i] += deltas[r][n] * weights[n * inputs + i];
                }
            }
        }

        Update(gradients, step);
        return before;
    }

    private void Normalize(float[][] y)
    {
        for (int n = 0; n < neurons; n++)
        {
            float mean = 0;
            float variance = 0;
            for (int r = 0; r < y.Length; r++)
            {
                mean += y[r][n] / y.Length;
            }

            for (int r = 0; r < y.Length; r++)
            {
                variance += (y[r][n] - mean) * (y[r][n] - mean) / y.Length;
            }

            inverse[n] = 1 / MathF.Sqrt(variance + 1e-3f);
            for (int r = 0; r < y.Length; r++)
            {
                normalized[r][n] = y[r][n] = (y[r][n] - mean) * inverse[n];
            }
        }
    }

    private void Update(float[] gradients, int step)
    {
        float rate = 1e-4f * MathF.Sqrt(1 - MathF.Pow(0.999f, step)) / (1 - MathF.Pow(0.9f, step));
        for (int i = 0; i < gradients.Length; i++)
        {
            firstMoments[i] = 0.9f * firstMoments[i] + 0.1f * gradients[i];
            secondMoments[i] = 0.999f * secondMoments[i] + 0.001f * gradients[i] * gradients[i];
            float change = rate * firstMoments[i] / (MathF.Sqrt(secondMoments[i]) + 1e-7f);
            if (i >= latents.Length)
            {
                offsets[i - latents.Length] -= change;
            }
            else
            {
                latents[i] = isBinary ? Math.Clamp(latents[i] - change, -1, 1) : latents[i] - change;
            }
        }
    }
}
