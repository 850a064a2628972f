using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Edge.Experiments.Tests")]
