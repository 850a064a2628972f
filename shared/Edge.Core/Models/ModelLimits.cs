namespace Edge.Core.Models
{
    /// <summary>
    /// Bounds every accepted model keeps. They make sure that no accumulator leaves int32: with biases within 2^30 a layer may add up to
    /// 2^30 - 1 from its inputs, and 8192 inputs * 127 * 255 is a quarter of that.
    /// </summary>
    public static class ModelLimits
    {
        /// <summary>Most elements in a row of any tensor.</summary>
        public const int MaxWidth = 8192;

        /// <summary>Most dense layers in a model.</summary>
        public const int MaxLayers = 32;

        /// <summary>Most bits of a code or a weight.</summary>
        public const int MaxBits = 8;

        /// <summary>Most bytes of a model's content; every size that follows from it fits int32.</summary>
        public const int MaxContentBytes = 1 << 28;

        /// <summary>Largest magnitude of a bias, on the accumulator's grid.</summary>
        public const int MaxBias = 1 << 30;

        /// <summary>First entry of a softmax table: the weight of the class with the largest logit code.</summary>
        public const int SoftmaxOne = 65535;
    }
}
