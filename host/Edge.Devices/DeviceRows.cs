using Edge.Core.Histograms;
using Edge.Core.Models;
using Edge.Inference;

namespace Edge.Devices;

/// <summary>Checks what a device is asked to compute.</summary>
internal static class DeviceRows
{
    /// <summary>Returns when the inputs fit a model and hold rows first .. first + count - 1.</summary>
    /// <exception cref="DeviceException">Width, bits or largest code differ from the model's input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is outside.</exception>
    public static void Require(IntegerModel model, InputSet inputs, int firstRow, int count)
    {
        try
        {
            inputs.RequireFits(model);
        }
        catch (InputSetException e)
        {
            throw new DeviceException(e.Message, e);
        }

        if (firstRow < 0 || count < 1 || (long)firstRow + count > inputs.Rows)
        {
            throw new ArgumentOutOfRangeException(
                nameof(firstRow), $"rows {firstRow}..{(long)firstRow + count - 1} are not within 0..{inputs.Rows - 1}");
        }
    }

    /// <summary>Returns when the inputs fit a model and each row has a label that a device can count.</summary>
    /// <exception cref="DeviceException">Width, bits or largest code differ from the model's input, or there are more classes than a device counts.</exception>
    /// <exception cref="ArgumentException">There is another number of labels than of rows, or a label is out of range.</exception>
    public static void RequireLabels(IntegerModel model, InputSet inputs, int[] labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Require(model, inputs, 0, inputs.Rows);
        if (labels.Length != inputs.Rows || labels.Any(label => label < 0 || label >= classes))
        {
            throw new ArgumentException($"{inputs.Rows} rows need as many labels of 0..{classes - 1}", nameof(labels));
        }

        if (classes > CodeCounter.MostClasses)
        {
            throw new DeviceException(
                $"a device counts up to {CodeCounter.MostClasses} classes, not {classes}; record the codes instead: edge codes");
        }
    }
}
