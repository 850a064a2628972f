using Edge.Core.Inference;
using Edge.Core.Models;

namespace Edge.Inference.Kernels;

/// <summary>
/// Softmax codes and predictions from packed logit codes. With two classes both follow from the difference of the two codes, and a table
/// of at most 511 entries holds them; with more, <see cref="SoftmaxCodes"/> computes each row.
/// </summary>
internal sealed class SoftmaxRows
{
    private readonly IntegerModel model;
    private readonly int classes;
    private readonly int logitBits;
    private readonly ulong[]? byDifference;
    private readonly byte[] pair = new byte[4];

    public SoftmaxRows(IntegerModel model)
    {
        this.model = model;
        classes = model.Logits.Width;
        logitBits = model.Logits.Bits;
        byDifference = classes == 2 ? new ulong[(2 * model.Logits.TopCode) + 1] : null;
        Load();
    }

    /// <summary>Takes over the softmax table that the model has now.</summary>
    public void Load()
    {
        if (byDifference is null)
        {
            return;
        }

        int top = model.Logits.TopCode;
        for (int difference = 0; difference <= top; difference++)
        {
            pair[0] = 0;
            pair[1] = (byte)difference;
            SoftmaxCodes.Compute(pair, 0, 2, model.SoftmaxTable, model.ProbabilityBits, pair, 2);
            byDifference[top + difference] = pair[2] | ((ulong)pair[3] << model.ProbabilityBits);
            byDifference[top - difference] = pair[3] | ((ulong)pair[2] << model.ProbabilityBits);
        }
    }

    /// <summary>Computes rows [first, first + count).</summary>
    public void Compute(ulong[] logits, int logitWords, ulong[] probabilities, int probabilityWords, int[] predictions, int first, int count)
    {
        if (byDifference != null)
        {
            ComputeTwo(logits.AsSpan(first, count), probabilities.AsSpan(first, count), predictions.AsSpan(first, count));
            return;
        }

        byte[] codes = System.Buffers.ArrayPool<byte>.Shared.Rent(2 * classes);
        for (int r = first; r < first + count; r++)
        {
            Unpack(logits.AsSpan(r * logitWords, logitWords), codes);
            SoftmaxCodes.Compute(codes, 0, classes, model.SoftmaxTable, model.ProbabilityBits, codes, classes);
            predictions[r] = SoftmaxCodes.Predict(codes, 0, classes);
            Pack(codes.AsSpan(classes, classes), probabilities.AsSpan(r * probabilityWords, probabilityWords));
        }

        System.Buffers.ArrayPool<byte>.Shared.Return(codes);
    }

    private void ComputeTwo(ReadOnlySpan<ulong> logits, Span<ulong> probabilities, Span<int> predictions)
    {
        unchecked
        {
            ulong[] table = byDifference!;
            int top = table.Length >> 1;
            int mask = (1 << logitBits) - 1;
            for (int r = 0; r < logits.Length; r++)
            {
                int word = (int)logits[r];
                int difference = ((word >> logitBits) & mask) - (word & mask);
                probabilities[r] = table[difference + top];
                predictions[r] = difference > 0 ? 1 : 0;
            }
        }
    }

    private void Unpack(ReadOnlySpan<ulong> words, byte[] codes)
    {
        unchecked
        {
            int mask = (1 << logitBits) - 1;
            int bit = 0;
            for (int i = 0; i < classes; i++, bit += logitBits)
            {
                int shift = bit & 63;
                ulong value = words[bit >> 6] >> shift;
                if (shift + logitBits > 64)
                {
                    value |= words[(bit >> 6) + 1] << (64 - shift);
                }

                codes[i] = (byte)((int)value & mask);
            }
        }
    }

    private void Pack(ReadOnlySpan<byte> codes, Span<ulong> words)
    {
        unchecked
        {
            words.Clear();
            int bits = model.ProbabilityBits;
            int bit = 0;
            for (int i = 0; i < codes.Length; i++, bit += bits)
            {
                int shift = bit & 63;
                words[bit >> 6] |= (ulong)codes[i] << shift;
                if (shift + bits > 64)
                {
                    words[(bit >> 6) + 1] |= (ulong)codes[i] >> (64 - shift);
                }
            }
        }
    }
}
