namespace Edge.Training.Networks;

/// <summary>Distribution of the initial weights. Biases and shifts begin at 0.</summary>
public enum WeightInitialization
{
    /// <summary>Uniform on +-sqrt(6 / (inputs + neurons)) (Glorot and Bengio 2010; the default of Keras).</summary>
    GlorotUniform,

    /// <summary>
    /// Normal with mean 0 and standard deviation 1 / sqrt(inputs) before truncation, drawn again beyond two standard deviations.
    /// </summary>
    TruncatedNormalByInputs,

    /// <summary>
    /// Normal with mean 0 and standard deviation 1 / sqrt(neurons) before truncation, drawn again beyond two standard deviations: the
    /// layer's own
    /// width, as Lorenzen et al. 2022 and Saxe et al. 2018 write it.
    /// </summary>
    TruncatedNormalByNeurons,
}
