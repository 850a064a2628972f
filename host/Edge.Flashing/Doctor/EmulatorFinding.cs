using Edge.Devices;
using Edge.Devices.Session;

namespace Edge.Flashing.Doctor;

/// <summary>The emulator and the firmware assembly in it: started, and asked who it is.</summary>
internal static class EmulatorFinding
{
    private const string Subject = "emulator";

    /// <summary>Starts it and says HELLO.</summary>
    public static Finding Of(ExaminationOptions options, CancellationToken cancellation)
    {
        try
        {
            using SerialDevice device = SerialDevice.StartEmulator(options.Emulator, new SessionOptions(), cancellation);
            return Finding.Fine(Subject, $"answers: {device.Firmware}");
        }
        catch (DeviceException e)
        {
            return Finding.Wrong(Subject, e.Message, "install edge anew, or build host/Edge.Cli: both bring the emulator and the firmware along");
        }
    }
}
