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
}
