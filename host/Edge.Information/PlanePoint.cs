namespace Edge.Information;

/// <summary>One layer of one network at one epoch on the information plane, with everything needed to judge the numbers.</summary>
/// <param name="Run">Number of the run, from 0.</param>
/// <param name="Epoch">Epochs trained: 0 is the initial network.</param>
/// <param name="Layer">Position of the layer among the recorded ones, from 1 (nearest the input).</param>
/// <param name="Name">Name of the layer: <c>dense1</c>, <c>dense2</c>, ..., <c>logits</c>, <c>softmax</c>.</param>
/// <param name="Device">What computed the codes: <c>host</c>, <c>emulator</c>, a port name.</param>
/// <param name="Rows">Name of the row set the codes were taken on: <c>all</c>, <c>train</c> or <c>test</c>.</param>
/// <param name="Count">Number of rows in that set.</param>
/// <param name="HX">H(X) in bits: log2 of the row count where all inputs differ and weigh alike.</param>
/// <param name="HY">H(Y) in bits, Y the true label.</param>
/// <param name="HT">H(T) in bits.</param>
/// <param name="IXT">I(X;T) in bits; equals H(T) wherever T is a function of X.</param>
/// <param name="ITY">I(T;Y) in bits.</param>
/// <param name="Distinct">Number of distinct code words of the layer on these rows.</param>
/// <param name="Saturated">True where I(X;T) is so near H(X) that it is exact for these rows and says nothing beyond them.</param>
public sealed record PlanePoint(
    int Run,
    int Epoch,
    int Layer,
    string Name,
    string Device,
    string Rows,
    long Count,
    double HX,
    double HY,
    double HT,
    double IXT,
    double ITY,
    long Distinct,
    bool Saturated)
{
    /// <summary>The series of exact codes of an integer model.</summary>
    public const string CodesSeries = "codes";

    /// <summary>
    /// What T is made of: <c>codes</c> of an integer model, <c>values</c> of a network in float arithmetic, <c>batch-norm</c> outputs, or the
    /// name of a binning, <c>uniform-30-fixed</c>.
    /// </summary>
    public string Series { get; init; } = CodesSeries;
}
