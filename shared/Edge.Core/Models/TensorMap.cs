namespace Edge.Core.Models
{
    /// <summary>How a code stands for the integer that enters a multiply-accumulate.</summary>
    public static class TensorMap
    {
        /// <summary>One bit per element, x = 2c - 1: code 1 is +1, code 0 is -1.</summary>
        public const byte Bipolar = 0;

        /// <summary>
        /// x = c. The real value is scale * (c - zero point); the zero point is taken up by the next layer's biases and the scale by its
        /// thresholds, so neither appears in integer arithmetic.
        /// </summary>
        public const byte Affine = 1;
    }
}
