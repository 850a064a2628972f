using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Data;

/// <summary>Labels that say nothing of the inputs, for training that begins on them.</summary>
public static class WrongLabels
{
    // Streams from 0 on belong to the weights and to the epochs.
    private const ulong Stream = ulong.MaxValue;

    /// <summary>The same rows in the same order under wrong labels; the same for the same rows, kind and seed.</summary>
    /// <param name="rows">Training rows with their true labels.</param>
    /// <param name="labels">Kind of wrong labels.</param>
    /// <param name="classes">Classes of the network.</param>
    /// <param name="seed">Seed of the run.</param>
    public static LabeledRows Of(LabeledRows rows, PrefitLabels labels, int classes, ulong seed)
    {
        RandomSource random = RandomSource.ForStream(seed, Stream);
        int[] wrong = rows.Labels.ToArray();
        if (labels == PrefitLabels.Shuffled)
        {
            random.Shuffle(wrong);
        }
        else
        {
            for (int r = 0; r < wrong.Length; r++)
            {
                wrong[r] = random.NextBelow(classes);
            }
        }

        return rows.WithLabels(wrong);
    }
}
