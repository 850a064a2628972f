namespace Edge.Flashing.Doctor;

/// <summary>Looks at all that stands between a person and a device plane.</summary>
public static class Examination
{
    /// <summary>Examines runtime, emulator, tools, ports and, where asked for, devices. Nothing is changed.</summary>
    /// <param name="options">What to look at.</param>
    /// <param name="cancellation">Ends the examination.</param>
    /// <returns>A finding for each thing, in the order in which they are needed.</returns>
    public static async Task<IReadOnlyList<Finding>> RunAsync(ExaminationOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<Finding> findings = [RuntimeFindings.Runtime(), EmulatorFinding.Of(options, cancellation)];
        findings.Add(await RuntimeFindings.SdkAsync(cancellation));
        findings.Add(await ToolFindings.NanoffAsync(cancellation));
        findings.Add(ToolFindings.Nanoclr());
        findings.AddRange(await PortFindings.OfAsync(options, cancellation));
        return findings;
    }
}
