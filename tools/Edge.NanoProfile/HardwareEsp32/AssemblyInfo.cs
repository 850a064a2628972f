[assembly: System.Reflection.AssemblyVersion("1.6.40.0")]
