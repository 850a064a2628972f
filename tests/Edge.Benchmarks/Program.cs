if (args is ["scaling"])
{
    Edge.Benchmarks.Scaling.Print();
    return;
}

BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(System.Reflection.Assembly.GetExecutingAssembly()).Run(args);
