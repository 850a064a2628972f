namespace Edge.Devices.Session;

/// <summary>How many rows a RUN should ask for, so that it lasts as long as wished: a guess at first, then what the device shows.</summary>
internal sealed class RunPace(SessionOptions options)
{
    private const int MostGrowth = 8;
    private const double LeastMicroseconds = 0.01;
    private WireModel? model;
    private double speed = 1;

    /// <summary>Rows for the next RUN, 1..65535.</summary>
    public int Rows { get; private set; } = 1;

    /// <summary>What a row takes, in microseconds, as far as is known.</summary>
    public double RowMicroseconds { get; private set; } = 1;

    /// <summary>Begins with what the last model's rows took, in proportion to the work of this model's.</summary>
    public void Begin(WireModel next)
    {
        if (model?.Id != next.Id)
        {
            RowMicroseconds = next.RowMicroseconds * speed;
            Rows = RowsFor(RowMicroseconds);
        }

        model = next;
    }

    /// <summary>
    /// A RUN of so many rows took so long. Short ones that filled a gap say little of rows and much of the way there and back.
    /// </summary>
    public void Measure(int count, double microseconds)
    {
        if (count * 2L < Rows)
        {
            return;
        }

        RowMicroseconds = Math.Max(microseconds / count, LeastMicroseconds);
        speed = RowMicroseconds / model!.RowMicroseconds;
        Rows = (int)Math.Min(RowsFor(RowMicroseconds), (long)Rows * MostGrowth);
    }

    /// <summary>A RUN brought nothing: the next ones are shorter.</summary>
    public void Shorten() => Rows = Math.Max(1, Rows / 2);

    private int RowsFor(double microsecondsPerRow) => (int)Math.Clamp(options.RunMicroseconds / microsecondsPerRow, 1, ushort.MaxValue);
}
