using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Optimizers;

namespace Edge.Training.Engines;

/// <summary>
/// What computes the steps of training. Everything else of a run (initial weights, order of the rows, evaluation, freezing, saved state) is the
/// <see cref="Trainer"/>'s and the same with every engine. Engines agree up to the rounding of floats: within one engine a run repeats byte for
/// byte where that engine says so.
/// </summary>
public interface ITrainingEngine
{
    /// <summary>Name, by which run folders tell engines apart: lower-case letters, digits and hyphens.</summary>
    string Name { get; }

    /// <summary>Begins a training.</summary>
    /// <param name="network">The network, to be changed by the steps. Its values are not there yet: <see cref="ITrainingStep.Load"/> follows.</param>
    /// <param name="optimizer">What the optimizer remembers, likewise.</param>
    /// <param name="training">Optimizer and batch size.</param>
    /// <exception cref="SpecException">The engine does not train such networks; one line per fault.</exception>
    ITrainingStep Begin(NetworkParameters network, OptimizerState optimizer, TrainingSpec training);
}
