namespace Edge.Training.Evaluation;

/// <summary>What pass (b) says about some rows.</summary>
/// <param name="Loss">Mean cross-entropy of the float logits, in nats.</param>
/// <param name="Correct">Rows whose largest float logit, the lowest index on ties, is the true class.</param>
/// <param name="Rows">All rows.</param>
public sealed record FloatEvaluation(double Loss, int Correct, int Rows)
{
    /// <summary>Correct / Rows.</summary>
    public double Accuracy => (double)Correct / Rows;
}
