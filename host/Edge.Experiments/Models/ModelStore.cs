using Edge.Core.Models;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;
using Edge.Training.Freezing;

namespace Edge.Experiments.Models;

internal static class ModelStore
{
    public static void Write(RunContext context, int run, int epoch, FrozenNetwork frozen) =>
        WholeFile.Write(context.Folder.ModelPath(run, epoch), ModelContentWriter.Write(frozen.Model));

    public static IntegerModel Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return ModelContentReader.Read(bytes, 0, bytes.Length);
    }
}
