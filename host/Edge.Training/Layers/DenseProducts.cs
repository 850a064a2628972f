using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>
/// The three products of a dense layer over a batch, as the trainer takes them, for measuring and comparing: matrices are features by rows, with
/// the rows of the batch side by side. 2 * Inputs * Neurons * Batch operations each.
/// </summary>
public sealed unsafe class DenseProducts
{
    /// <summary>Allocates zeros.</summary>
    /// <param name="inputs">1 or more.</param>
    /// <param name="neurons">1 or more.</param>
    /// <param name="batch">Rows, 1 or more.</param>
    public DenseProducts(int inputs, int neurons, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(neurons, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        (Inputs, Neurons, Batch, Stride) = (inputs, neurons, batch, Lanes.RoundUp(batch));
        Weights = new AlignedBuffer(neurons * inputs);
        WeightGradients = new AlignedBuffer(neurons * inputs);
        Entered = new AlignedBuffer(inputs * Stride);
        InputGradients = new AlignedBuffer(inputs * Stride);
        Sums = new AlignedBuffer(neurons * Stride);
        Deltas = new AlignedBuffer(neurons * Stride);
    }

    /// <summary>Inputs of the layer.</summary>
    public int Inputs { get; }

    /// <summary>Neurons of the layer.</summary>
    public int Neurons { get; }

    /// <summary>Rows of the batch.</summary>
    public int Batch { get; }

    /// <summary>Distance of two features: Batch rounded up to a multiple of 16. Lanes beyond the batch are to stay 0.</summary>
    public int Stride { get; }

    /// <summary>[neurons][inputs].</summary>
    public AlignedBuffer Weights { get; }

    /// <summary>Receives deltas times inputs, [neurons][inputs].</summary>
    public AlignedBuffer WeightGradients { get; }

    /// <summary>What enters the layer, [inputs][stride].</summary>
    public AlignedBuffer Entered { get; }

    /// <summary>Receives transposed weights times deltas, [inputs][stride].</summary>
    public AlignedBuffer InputGradients { get; }

    /// <summary>Receives weights times inputs, [neurons][stride].</summary>
    public AlignedBuffer Sums { get; }

    /// <summary>Derivatives by the sums, [neurons][stride].</summary>
    public AlignedBuffer Deltas { get; }

    /// <summary>The forward pass: <see cref="Sums"/>.</summary>
    public void Forward()
    {
        MatrixProduct.Multiply(Weights.Pointer, Inputs, 1, Neurons, Inputs, Entered.Pointer, Sums.Pointer, Stride, Stride / Lanes.Count);
        GC.KeepAlive(this);
    }

    /// <summary>The backward pass by the weights: <see cref="WeightGradients"/>.</summary>
    public void BackwardWeights()
    {
        BatchCorrelation.Compute(Deltas.Pointer, Neurons, Entered.Pointer, Inputs, Stride, Stride / Lanes.Count, 1, WeightGradients.Pointer);
        GC.KeepAlive(this);
    }

    /// <summary>The backward pass by the inputs: <see cref="InputGradients"/>.</summary>
    public void BackwardInputs()
    {
        MatrixProduct.Multiply(Weights.Pointer, 1, Inputs, Inputs, Neurons, Deltas.Pointer, InputGradients.Pointer, Stride, Stride / Lanes.Count);
        GC.KeepAlive(this);
    }
}
