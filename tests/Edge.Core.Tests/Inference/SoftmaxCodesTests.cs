using System.Numerics;
using Edge.Core.Inference;

namespace Edge.Core.Tests.Inference;

public class SoftmaxCodesTests
{
    /// <summary>Against the formula in unbounded integers, at the limits too: 8192 classes with equal codes.</summary>
    [Theory]
    [InlineData(2, 8)]
    [InlineData(3, 1)]
    [InlineData(10, 8)]
    [InlineData(8192, 8)]
    public void Codes_EqualTheFormula(int classes, int bits)
    {
        Random random = new(classes);
        ushort[] table = new ushort[256];
        for (int d = 0; d < table.Length; d++)
        {
            table[d] = (ushort)(65535 - (d * 20));
        }

        for (int trial = 0; trial < 20; trial++)
        {
            byte[] logits = new byte[classes + 2];
            for (int i = 2; i < logits.Length; i++)
            {
                logits[i] = trial == 0 ? (byte)255 : (byte)random.Next(256);
            }

            byte[] codes = new byte[classes + 1];
            SoftmaxCodes.Compute(logits, 2, classes, table, bits, codes, 1);
            int largest = logits[2..].Max();
            BigInteger sum = 0;
            for (int i = 0; i < classes; i++)
            {
                sum += table[largest - logits[2 + i]];
            }

            for (int i = 0; i < classes; i++)
            {
                BigInteger e = table[largest - logits[2 + i]];
                Assert.Equal((int)(((2 * e * ((1 << bits) - 1)) + sum) / (2 * sum)), codes[1 + i]);
            }
        }
    }

    [Fact]
    public void Prediction_OnTies_IsTheLowestIndex()
    {
        Assert.Equal(1, SoftmaxCodes.Predict([9, 0, 5, 5, 1], 1, 4));
        Assert.Equal(0, SoftmaxCodes.Predict([7, 7], 0, 2));
    }
}
