using System.Globalization;
using Edge.Names;

namespace Edge.Experiments.Checkpoints;

/// <summary>
/// At which epochs a network is measured, or kept: <c>log:N</c>, <c>every:N</c>, <c>all</c>, or a list, <c>10,100,1000</c>. Epoch 0 is the
/// initial network and epoch e the network after e epochs; 0 and the last are always among them.
/// </summary>
public sealed class CheckpointSchedule
{
    /// <summary>Smallest N of <c>log:N</c>: epochs 0, 1 and the last.</summary>
    public const int FewestLogarithmic = 3;

    /// <summary>Most checkpoints of a run: each is a file or two and some kilobytes of journal.</summary>
    public const int MaxCheckpoints = 100_000;

    private enum Form
    {
        All,
        Every,
        Logarithmic,
        List,
    }

    private readonly Form form;
    private readonly int number;
    private readonly int[] listed;

    private CheckpointSchedule(Form form, int number, params int[] listed)
    {
        this.form = form;
        this.number = number;
        this.listed = listed;
    }

    /// <summary>Every epoch.</summary>
    public static CheckpointSchedule All { get; } = new(Form.All, 0);

    /// <summary>Epochs 0, step, 2 step, ... and the last.</summary>
    public static CheckpointSchedule Every(int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        return new CheckpointSchedule(Form.Every, step);
    }

    /// <summary>
    /// As many distinct epochs as asked for, or as there are: 0, 1, the last, and between them epochs whose ratios are as equal as whole
    /// numbers allow.
    /// </summary>
    public static CheckpointSchedule Logarithmic(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, FewestLogarithmic);
        return new CheckpointSchedule(Form.Logarithmic, count);
    }

    /// <summary>The given epochs, as far as the training goes.</summary>
    /// <param name="epochs">Rising epochs from 1 on, at least one.</param>
    public static CheckpointSchedule List(params int[] epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        if (epochs.Length == 0 || epochs[0] < 1 || epochs.Zip(epochs.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new CheckpointScheduleException($"epochs '{string.Join(',', epochs)}' should rise from 1 on");
        }

        return new CheckpointSchedule(Form.List, 0, [.. epochs]);
    }

    /// <summary>Reads <c>log:40</c>, <c>every:10</c>, <c>all</c> or <c>10,100,1000</c>.</summary>
    /// <exception cref="CheckpointScheduleException">The text is none of these.</exception>
    public static CheckpointSchedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "all")
        {
            return All;
        }

        if (text.Length > 0 && char.IsAsciiDigit(text[0]))
        {
            return List(Array.ConvertAll(text.Split(','), epoch => int.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw new CheckpointScheduleException($"epochs '{text}': '{epoch}' is no whole number")));
        }

        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string word = colon < 0 ? text : text[..colon];
        if (word is not ("log" or "every"))
        {
            throw new CheckpointScheduleException(
                $"unknown checkpoints '{text}'{NearestName.Suggestion(word, ["log", "every", "all"])} (log:N, every:N, all, or a list such as 10,100,1000)");
        }

        int least = word == "log" ? FewestLogarithmic : 1;
        if (!int.TryParse(text.AsSpan(colon < 0 ? text.Length : colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || number < least)
        {
            throw new CheckpointScheduleException($"checkpoints '{text}': {word}:N needs a whole number N of at least {least}");
        }

        return word == "log" ? Logarithmic(number) : Every(number);
    }

    /// <summary>How many epochs <see cref="Epochs"/> would return.</summary>
    public long Count(int lastEpoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lastEpoch);
        return form switch
        {
            Form.Every => (((long)lastEpoch + number - 1) / number) + 1,
            Form.Logarithmic => Math.Min(number, lastEpoch + 1L),
            Form.List => Epochs(lastEpoch).Length,
            _ => lastEpoch + 1L,
        };
    }

    /// <summary>The epochs of a training of so many epochs, rising, each once; 0 and lastEpoch are among them.</summary>
    public int[] Epochs(int lastEpoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lastEpoch);
        switch (form)
        {
            case Form.Every:
                List<int> epochs = [];
                for (long epoch = 0; epoch < lastEpoch; epoch += number)
                {
                    epochs.Add((int)epoch);
                }

                epochs.Add(lastEpoch);
                return [.. epochs];
            case Form.List:
                return [.. listed.Where(epoch => epoch < lastEpoch).Prepend(0).Append(lastEpoch).Distinct()];
            case Form.Logarithmic when number <= lastEpoch:
                return Spread(lastEpoch);
            default:
                return [.. Enumerable.Range(0, lastEpoch + 1)];
        }
    }

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString() => form switch
    {
        Form.All => "all",
        Form.List => string.Join(',', listed),
        Form.Every => string.Create(CultureInfo.InvariantCulture, $"every:{number}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"log:{number}"),
    };

    private int[] Spread(int lastEpoch)
    {
        int[] epochs = new int[number];
        epochs[1] = 1;
        for (int i = 2; i < number; i++)
        {
            // The ratio that would reach the last epoch in equal steps from here; near the start it gives the next whole number.
            double ratio = Math.Pow((double)lastEpoch / epochs[i - 1], 1.0 / (number - i));

            // Rounded before the half is added: the last bit of a power differs between machines and must not decide an epoch.
            int next = (int)Math.Floor(Math.Round(epochs[i - 1] * ratio, 6) + 0.5);
            epochs[i] = Math.Clamp(next, epochs[i - 1] + 1, lastEpoch - (number - 1 - i));
        }

        return epochs;
    }
}
