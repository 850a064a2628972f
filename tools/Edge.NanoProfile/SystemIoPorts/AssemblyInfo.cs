[assembly: System.Reflection.AssemblyVersion("1.1.139.0")]
