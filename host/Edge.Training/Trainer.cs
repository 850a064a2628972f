using Edge.Training.Columns;
using Edge.Training.Data;
using Edge.Training.Engines;
using Edge.Training.Evaluation;
using Edge.Training.Freezing;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Optimizers;

namespace Edge.Training;

/// <summary>
/// One run: a network, its optimizer and where it stands. It advances an epoch at a time; at every epoch, 0 included, it can be evaluated,
/// frozen and saved. What it computes depends on
/// network, training and rows alone, not on the machine. One trainer serves one thread; runs are independent of each other.
/// </summary>
public sealed class Trainer : IDisposable
{
    /// <summary>Rows that the first ranges are taken from: at most so many, from the first training row on.</summary>
    public const int CalibrationRows = 4096;

    private const ulong WeightStream = 0;
    private readonly OptimizerState optimizer;
    private readonly ITrainingStep step;
    private readonly FloatEvaluator evaluator;
    private int[] order = [];
    private LabeledRows? trueRows;
    private LabeledRows? wrongRows;
    private ColumnEvaluator? columns;

    /// <summary>Draws the initial network (epoch 0) and calibrates its ranges.</summary>
    /// <param name="network">The network.</param>
    /// <param name="training">How it is trained.</param>
    /// <param name="rows">Training rows; the ranges of relu activations and logits begin at the largest value on the first <see
    /// cref="CalibrationRows"/> of them.</param>
    /// <param name="engine">What computes the steps; null for <see cref="FusedEngine"/>.</param>
    /// <exception cref="SpecException">Network, training or rows are not accepted, here or by the engine; one line per fault.</exception>
    public Trainer(NetworkSpec network, TrainingSpec training, LabeledRows rows, ITrainingEngine? engine = null)
        : this(network, training, engine)
    {
        RowsCheck.Require(network, rows);
        Parameters.Initialize(RandomSource.ForStream(training.Seed, WeightStream));
        if (training.Bop is not null)
        {
            foreach (LayerPlan plan in Parameters.Plans.Where(plan => plan.WeightBits == 1))
            {
                Bop.Binarize(Parameters.Layers[plan.Index].Weights, network.SignOfZero);
            }
        }

        evaluator.Calibrate(rows, CalibrationRows);
        step.Load();
    }

    private Trainer(NetworkSpec network, TrainingSpec training, ITrainingEngine? engine)
    {
        NetworkCheck.Require(network);
        TrainingCheck.Require(training, network);
        Training = training;
        Parameters = new NetworkParameters(network);
        optimizer = new OptimizerState(Parameters);
        step = (engine ?? FusedEngine.Instance).Begin(Parameters, optimizer, training);
        evaluator = new FloatEvaluator(Parameters);
    }

    /// <summary>How the network is trained.</summary>
    public TrainingSpec Training { get; }

    /// <summary>The network and its present values.</summary>
    public NetworkParameters Parameters { get; }

    /// <summary>Epochs trained so far; 0 is the initial network.</summary>
    public int Epoch { get; private set; }

    /// <summary>Optimizer steps so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Begins where <see cref="Save"/> left off; from there on every byte is as if the run had not stopped.</summary>
    /// <param name="network">The network that was saved.</param>
    /// <param name="training">How it was trained; the number of epochs may differ.</param>
    /// <param name="state">What was saved; read up to its end mark.</param>
    /// <param name="engine">What computed the steps, and goes on; null for <see cref="FusedEngine"/>.</param>
    /// <exception cref="SpecException">Network or training are not accepted.</exception>
    /// <exception cref="TrainerStateException">The state is torn, or of another network or optimizer.</exception>
    public static Trainer Resume(NetworkSpec network, TrainingSpec training, Stream state, ITrainingEngine? engine = null)
    {
        var trainer = new Trainer(network, training, engine);
        (trainer.Epoch, trainer.Steps) = TrainerState.Read(state, trainer.Training, trainer.Parameters, trainer.optimizer);
        trainer.step.Load();
        return trainer;
    }

    /// <summary>Writes all that the rest of the run depends on.</summary>
    /// <param name="state">Receives the bytes.</param>
    public void Save(Stream state) => TrainerState.Write(state, Training, Parameters, optimizer, Epoch, Steps);

    /// <summary>Frees what the engine holds outside of managed memory; the trainer is not to be used afterwards.</summary>
    public void Dispose() => step.Dispose();

    /// <summary>
    /// Trains one epoch: the rows in an order that depends on the seed and the number of the epoch alone (Fisher and Yates on 0..Count - 1,
    /// stream number epoch of the seed), in batches, the last
    /// one smaller where they do not divide.
    /// </summary>
    /// <param name="rows">
    /// Training rows with their true labels; they may be other rows or labels than in the epochs before. In the epochs of
    /// <see cref="TrainingSpec.Prefit"/> the labels are replaced by <see cref="WrongLabels"/>.
    /// </param>
    /// <param name="statistics">Receives the gradients of this epoch's batches, made for <see cref="Parameters"/>; null where nobody wants
    /// them.</param>
    /// <returns>Mean loss of the rows during the epoch (pass a, before each step), in nats.</returns>
    /// <exception cref="SpecException">The rows do not fit the network.</exception>
    /// <exception cref="ArgumentException">The statistics are of another network.</exception>
    public double TrainEpoch(LabeledRows rows, GradientStatistics? statistics = null)
    {
        RowsCheck.Require(Parameters.Network, rows);
        if (statistics?.IsOf(Parameters) == false)
        {
            throw new ArgumentException("the gradient statistics are of another trainer's network", nameof(statistics));
        }

        int epoch = checked(Epoch + 1);
        rows = LabelsOf(rows, epoch);
        statistics?.Begin();
        Shuffle(rows.Count, epoch);
        double loss = 0;
        for (int first = 0; first < order.Length; first += Training.BatchSize)
        {
            int size = Math.Min(Training.BatchSize, order.Length - first);
            loss += step.Run(rows, order.AsSpan(first, size), statistics);
            Steps++;
        }

        step.Store();

        // Kernels hold addresses, not references.
        GC.KeepAlive(this);
        Epoch = epoch;
        return loss / order.Length;
    }

    /// <summary>
    /// Float evaluation (pass b) of the present network. In float arithmetic with bounds of the batch, the batch is all these rows: see
    /// <see cref="ColumnEvaluator"/> for the parts of a whole.
    /// </summary>
    /// <param name="rows">Rows with their true labels.</param>
    /// <exception cref="SpecException">The rows do not fit the network.</exception>
    /// <exception cref="DivergedException">Float arithmetic only: an activation is NaN.</exception>
    public FloatEvaluation Evaluate(LabeledRows rows)
    {
        if (Parameters.Network.FloatArithmetic is null)
        {
            return evaluator.Evaluate(rows);
        }

        columns = columns is not null && ReferenceEquals(columns.Rows, rows) ? columns : new ColumnEvaluator(Parameters, rows);
        columns.Evaluate();
        return columns.All();
    }

    /// <summary>The present network as an integer model (pass c). Cannot fail for a network in integer arithmetic.</summary>
    /// <exception cref="SpecException">The network is in float arithmetic.</exception>
    public FrozenNetwork Freeze() => Parameters.Network.FloatArithmetic is null
        ? Freezer.Freeze(Parameters)
        : throw new SpecException([$"network {Parameters.Network.Name} is in float arithmetic, which runs on the host only: it can't be frozen"]);

    private LabeledRows LabelsOf(LabeledRows rows, int epoch)
    {
        if (Training.Prefit is not PrefitSpec prefit || epoch > prefit.Epochs)
        {
            return rows;
        }

        if (wrongRows is null || !ReferenceEquals(trueRows, rows))
        {
            trueRows = rows;
            wrongRows = WrongLabels.Of(rows, prefit.Labels, Parameters.Network.Output.Classes, Training.Seed);
        }

        return wrongRows;
    }

    private void Shuffle(int rows, int epoch)
    {
        if (order.Length != rows)
        {
            order = new int[rows];
        }

        for (int r = 0; r < rows; r++)
        {
            order[r] = r;
        }

        RandomSource.ForStream(Training.Seed, (ulong)epoch).Shuffle(order);
    }
}
