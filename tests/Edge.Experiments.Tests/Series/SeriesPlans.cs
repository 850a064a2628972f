using Edge.Experiments.Settings;

namespace Edge.Experiments.Tests.Series;

/// <summary>Small experiments that record everything there is beside codes.</summary>
internal static class SeriesPlans
{
    private const string Head = """
        {
          "data": "tictactoe",
          "rows": ["train", "all"],
          "runs": 2,
          "checkpoints": "every:2",
        """;

    private const string Adam = """
        "adam": { "learningRate": 1e-3, "epsilon": 1e-7, "epsilonPlacement": "outside-bias-correction" },
            "batchSize": 64,
            "epochs": 5
        """;

    /// <summary>Floats of 32 bits with batch normalization, bins of every scope, gradients, prefit.</summary>
    public const string Float = Head + """

          "series": {
            "batchNorm": true,
            "gradients": true,
            "bins": [
              { "bins": 30, "scope": "fixed", "lower": -1, "upper": 1 },
              { "bins": 30, "scope": "global" },
              { "bins": 7, "scope": "global", "spacing": "equal-count" },
              { "bins": 30, "scope": "layer" },
              { "bins": 5, "scope": "neuron", "spacing": "equal-count" }
            ]
          },
          "network": {
            "name": "floats",
            "hidden": [
              { "neurons": 6, "weightBits": 32, "activation": "tanh", "activationBits": 32, "batchNorm": { "epsilon": 0.001, "momentum": 0.9 } },
              { "neurons": 3, "weightBits": 32, "activation": "relu", "activationBits": 3, "batchNorm": null }
            ],
            "output": { "weightBits": 32, "batchNorm": null, "probabilityBits": 8 },
            "floatArithmetic": { "activationRange": "batch", "probabilityRange": "batch" }
          },
          "training": {
            "prefit": { "epochs": 2 },
            
        """ + Adam + "}}";

    /// <summary>A binary network trained by Bop, with outputs of batch normalization and gradients.</summary>
    public const string Bop = Head + """

          "series": { "batchNorm": true, "gradients": true },
          "network": {
            "name": "bop",
            "hidden": [
              { "neurons": 6, "weightBits": 1, "activation": "sign", "activationBits": 1, "batchNorm": { "epsilon": 0.001, "momentum": 0.9 } },
              { "neurons": 3, "weightBits": 1, "activation": "sign", "activationBits": 1, "batchNorm": { "epsilon": 0.001, "momentum": 0.9 } }
            ],
            "output": { "weightBits": 1, "batchNorm": { "epsilon": 0.001, "momentum": 0.9 } }
          },
          "training": {
            "bop": { "threshold": 1e-6, "gamma": 1e-2 },
            
        """ + Adam + "}}";

    /// <summary>One of them.</summary>
    public static ExperimentPlan Of(string text) => ExperimentPlan.Parse(text, "test");
}
