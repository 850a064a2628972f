namespace Edge.Core.Inference
{
    /// <summary>Which kernel computes a layer's accumulators; <see cref="DeviceLayer"/> chooses once, when a model is loaded.</summary>
    public static class DeviceKernel
    {
        /// <summary><see cref="XorPopcountKernel"/>: bipolar inputs, binary weights.</summary>
        public const byte XorPopcount = 0;

        /// <summary><see cref="XorPopcountKernel"/>, once for every bit of the inputs: affine inputs, binary weights.</summary>
        public const byte BitPlane = 1;

        /// <summary><see cref="MultiplyAccumulateKernel"/>: weights of 2..8 bits, and binary ones on few wide inputs.</summary>
        public const byte MultiplyAccumulate = 2;

        /// <summary><see cref="LaneMultiplyKernel"/>: as multiply-accumulate, where there is heap for packed weights.</summary>
        public const byte LaneMultiply = 3;
    }
}
