using Edge.Core.Models;

namespace Edge.Core.Inference
{
    /// <summary>
    /// The softmax in integers: with d_i = c_max - c_i and S = sum over i of e[d_i], the code of class i is
    /// floor((2 e[d_i] (2^k - 1) + S) / (2 S)), the probability times 2^k - 1 rounded half up. Every term fits int32 at the limits of
    /// <see cref="ModelLimits"/>.
    /// </summary>
    public static class SoftmaxCodes
    {
        /// <summary>Computes the probability codes of one row.</summary>
        /// <param name="logits">Logit codes, [classes] from logitsOffset.</param>
        /// <param name="logitsOffset">First logit code.</param>
        /// <param name="classes">Number of classes.</param>
        /// <param name="table">The model's softmax table.</param>
        /// <param name="probabilityBits">Bits of a probability code, 1..8.</param>
        /// <param name="codes">Receives [classes] codes from codesOffset.</param>
        /// <param name="codesOffset">First code written.</param>
        public static void Compute(
            byte[] logits, int logitsOffset, int classes, ushort[] table, int probabilityBits, byte[] codes, int codesOffset)
        {
            int factor = 2 * ((1 << probabilityBits) - 1);
            if (classes == 2)
            {
                ComputeTwo(logits, logitsOffset, table, factor, codes, codesOffset);
                return;
            }

            int largest = 0;
            for (int i = 0; i < classes; i++)
            {
                int code = logits[logitsOffset + i];
                if (code > largest)
                {
                    largest = code;
                }
            }

            int sum = 0;
            for (int i = 0; i < classes; i++)
            {
                sum += table[largest - logits[logitsOffset + i]];
            }

            int twice = 2 * sum;
            for (int i = 0; i < classes; i++)
            {
                codes[codesOffset + i] = (byte)((table[largest - logits[logitsOffset + i]] * factor + sum) / twice);
            }
        }

        /// <summary>The predicted class: the largest logit code, the lowest index on ties.</summary>
        public static int Predict(byte[] logits, int logitsOffset, int classes)
        {
            int best = 0;
            for (int i = 1; i < classes; i++)
            {
                if (logits[logitsOffset + i] > logits[logitsOffset + best])
                {
                    best = i;
                }
            }

            return best;
        }

        // One of the two is the largest: one difference says all.
        private static void ComputeTwo(byte[] logits, int logitsOffset, ushort[] table, int factor, byte[] codes, int codesOffset)
        {
            int difference = logits[logitsOffset] - logits[logitsOffset + 1];
            int larger = codesOffset;
            int smaller = codesOffset + 1;
            if (difference < 0)
            {
                difference = -difference;
                larger = smaller;
                smaller = codesOffset;
            }

            int most = table[0];
            int less = table[difference];
            int sum = most + less;
            codes[larger] = (byte)((most * factor + sum) / (2 * sum));
            codes[smaller] = (byte)((less * factor + sum) / (2 * sum));
        }
    }
}
