using Edge.NanoAssemblies;

namespace Edge.Flashing.Images;

/// <summary>
/// Checksums of the native methods in nanoFramework's firmware, by assembly. A board refuses an assembly whose checksum is another
/// ("Firmware version does not match managed code version"). From nf-interpreter, <c>CLR_RT_NativeAssemblyData</c>, ESP32 targets with
/// reflection.
/// </summary>
internal static class NativeChecksums
{
    /// <summary>The firmware that these are from.</summary>
    public const string Firmware = "1.17.0";

    /// <summary>The checksum of an assembly's native methods, or null where it is not known here.</summary>
    public static uint? Of(string assembly) => assembly switch
    {
        "mscorlib" => 0x1549C856,
        "nanoFramework.Hardware.Esp32" => 0x6A20A689,
        "nanoFramework.Runtime.Events" => 0x0EAB00C9,
        "nanoFramework.Runtime.Native" => 0x0EAE898B,
        "nanoFramework.System.Text" => 0x8E6EB73D,
        "System.IO.Ports" => 0xB798CE30,
        _ => null,
    };

    /// <summary>Returns where a board with that firmware takes the assembly, as far as is known here.</summary>
    /// <exception cref="ImageException">It would refuse it.</exception>
    public static void Require(PeAssembly assembly)
    {
        if (Of(assembly.Name) is uint expected && assembly.NativeChecksum != expected)
        {
            throw new ImageException(
                $"{assembly.Name} {assembly.Version} is made for native methods 0x{assembly.NativeChecksum:X8}, nanoFramework {Firmware} has "
                + $"0x{expected:X8}; take the package versions of device/Edge.Firmware/packages.config, or with another firmware give --any-runtime");
        }
    }
}
