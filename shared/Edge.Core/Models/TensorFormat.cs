namespace Edge.Core.Models
{
    /// <summary>Shape and code range of one row of a tensor: the inputs, or the output of a layer.</summary>
    public sealed class TensorFormat
    {
        /// <summary>Elements per row, 1..<see cref="ModelLimits.MaxWidth"/>.</summary>
        public readonly int Width;

        /// <summary>Bits of one code where codes are packed, 1..8.</summary>
        public readonly int Bits;

        /// <summary>Largest code, 1..2^Bits - 1. Codes run from 0 to this number, so a tensor has TopCode + 1 levels.</summary>
        public readonly int TopCode;

        /// <summary><see cref="TensorMap.Bipolar"/> (only with one bit) or <see cref="TensorMap.Affine"/>.</summary>
        public readonly byte Map;

        /// <summary>Describes a tensor; nothing is checked here, <see cref="ModelCheck"/> checks whole models.</summary>
        public TensorFormat(int width, int bits, int topCode, byte map)
        {
            Width = width;
            Bits = bits;
            TopCode = topCode;
            Map = map;
        }
    }
}
