using System.Reflection;

[assembly: AssemblyTitle("Edge.Firmware")]
[assembly: AssemblyProduct("Edge")]
[assembly: AssemblyCopyright("Edge contributors")]
[assembly: AssemblyVersion("0.2.0.0")]
[assembly: AssemblyFileVersion("0.2.0.0")]
