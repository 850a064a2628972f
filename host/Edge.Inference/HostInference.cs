using System.Runtime.Intrinsics;
using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Inference.Kernels;

namespace Edge.Inference;

/// <summary>
/// Inference for whole data sets: rows stand in vector lanes and 512 of them go through all layers together, so that every weight is loaded
/// once for many rows. Equal to <see cref="ReferenceInference"/> bit for bit on every <see cref="VectorPath"/> and any number of threads.
/// One instance may serve several threads, each with its own <see cref="HostWorkspace"/>.
/// </summary>
public sealed unsafe class HostInference
{
    private readonly HostLayer[] layers;
    private readonly SoftmaxRows softmax;
    private readonly bool accumulators;
    private readonly bool wide;

    /// <summary>Makes a model ready.</summary>
    /// <param name="model">A sound model.</param>
    /// <param name="path">Instructions to use; by default the machine's best.</param>
    /// <param name="accumulators">True where runs will ask for accumulators; binary layers are slower then.</param>
    /// <exception cref="ModelFormatException">The model is not sound.</exception>
    /// <exception cref="PlatformNotSupportedException">The machine lacks the path.</exception>
    public HostInference(IntegerModel model, VectorPath? path = null, bool accumulators = false)
    {
        Path = path ?? VectorPaths.Best;
        if (!VectorPaths.IsSupported(Path))
        {
            throw new PlatformNotSupportedException($"This machine lacks the instructions of path {Path}.");
        }

        ModelCheck.Require(model);
        Model = model;
        this.accumulators = accumulators;
        wide = Path == VectorPath.Avx512;
        layers = [.. model.Layers.Select(layer => new HostLayer(layer, accumulators, Path))];
        softmax = new SoftmaxRows(model);
        InputWordsPerRow = (model.Input.Width * model.Input.Bits + 63) / 64;
    }

    /// <summary>The model that is run.</summary>
    public IntegerModel Model { get; }

    /// <summary>The instructions used.</summary>
    public VectorPath Path { get; }

    /// <summary>Words of 64 bits in one packed input row.</summary>
    public int InputWordsPerRow { get; }

    /// <summary>
    /// Takes over the values that the model's arrays have now, so that a network in training, frozen into the same model at every epoch,
    /// allocates nothing. Not while a run is going on. The model is not checked again.
    /// </summary>
    public void Reload()
    {
        foreach (HostLayer layer in layers)
        {
            layer.Load();
        }

        softmax.Load();
    }

    /// <summary>Computes the codes of all recorded layers, and the predictions.</summary>
    /// <param name="inputs">Packed input rows, [rows][<see cref="InputWordsPerRow"/>], padding bits 0.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="codes">Receives the codes; made for as many rows and the same layer formats.</param>
    /// <param name="workspace">Scratch memory.</param>
    /// <exception cref="ArgumentException">Inputs or codes do not fit the model and the number of rows.</exception>
    public void Run(ReadOnlySpan<ulong> inputs, int rows, HostCodes codes, HostWorkspace workspace)
    {
        RequireCodes(rows, codes);
        RequireRows(inputs.Length, rows);
        workspace.Prepare(Model);
        fixed (ulong* first = inputs)
        {
            for (int row = 0; row < rows; row += RowBlock.GroupRows)
            {
                RunGroup(first, row, Math.Min(RowBlock.GroupRows, rows - row), codes, workspace);
            }
        }

        GC.KeepAlive(workspace);
        GC.KeepAlive(codes);
        GC.KeepAlive(this);
    }

    /// <summary>Makes rows ready for runs of this model, or of any other of its shape on the same <see cref="Path"/>.</summary>
    /// <param name="inputs">Packed input rows, [rows][<see cref="InputWordsPerRow"/>], padding bits 0.</param>
    /// <param name="rows">Number of rows.</param>
    /// <exception cref="ArgumentException">There are fewer rows.</exception>
    public HostInputs Prepare(ReadOnlySpan<ulong> inputs, int rows)
    {
        RequireRows(inputs.Length, rows);
        return new HostInputs(inputs, rows, layers[0], InputWordsPerRow, wide);
    }

    /// <summary>As the other, on rows made ready.</summary>
    /// <param name="inputs">From <see cref="Prepare"/>.</param>
    /// <param name="codes">Receives the codes; made for as many rows and the same layer formats.</param>
    /// <param name="workspace">Scratch memory.</param>
    /// <exception cref="ArgumentException">Inputs or codes do not fit the model.</exception>
    public void Run(HostInputs inputs, HostCodes codes, HostWorkspace workspace)
    {
        RequireCodes(inputs.Rows, codes);
        if (inputs.Input.Width != Model.Input.Width || inputs.Input.Bits != Model.Input.Bits || inputs.ArePlanes != (Model.Input.Bits == 1 && layers[0].CountBits > 0))
        {
            throw new ArgumentException("The inputs were made ready for another network.", nameof(inputs));
        }

        workspace.Prepare(Model);
        for (int row = 0; row < inputs.Rows; row += RowBlock.GroupRows)
        {
            int group = row / RowBlock.GroupRows;
            RunGroup(inputs.Planes(group), inputs.Pairs(group), row, Math.Min(RowBlock.GroupRows, inputs.Rows - row), codes, workspace);
        }

        GC.KeepAlive(inputs);
        GC.KeepAlive(workspace);
        GC.KeepAlive(codes);
        GC.KeepAlive(this);
    }

    /// <summary>As <see cref="Run(ReadOnlySpan{ulong}, int, HostCodes, HostWorkspace)"/>, with groups of rows spread over threads; same codes.</summary>
    /// <param name="inputs">Packed input rows.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="codes">Receives the codes.</param>
    /// <param name="threads">Most threads to use, at least 1.</param>
    public void RunParallel(ReadOnlyMemory<ulong> inputs, int rows, HostCodes codes, int threads)
    {
        RequireCodes(rows, codes);
        RequireRows(inputs.Length, rows);
        using System.Buffers.MemoryHandle pin = inputs.Pin();
        ulong* first = (ulong*)pin.Pointer;
        int groups = (rows + RowBlock.GroupRows - 1) / RowBlock.GroupRows;
        Parallel.For(
            0,
            groups,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () =>
            {
                HostWorkspace workspace = new();
                workspace.Prepare(Model);
                return workspace;
            },
            (group, _, workspace) =>
            {
                int row = group * RowBlock.GroupRows;
                RunGroup(first, row, Math.Min(RowBlock.GroupRows, rows - row), codes, workspace);
                return workspace;
            },
            _ => { });
    }

    private void RequireRows(int inputWords, int rows)
    {
        if (inputWords < (long)rows * InputWordsPerRow)
        {
            throw new ArgumentException(
                $"{rows} input rows take {(long)rows * InputWordsPerRow} words of 64 bits, there are {inputWords}.");
        }
    }

    private void RequireCodes(int rows, HostCodes codes)
    {
        codes.RequireFits(Model, rows);
        if (accumulators && codes.Accumulators == null)
        {
            throw new ArgumentException("The codes were made without accumulators, which this inference records.");
        }
    }

    // Codes of one bit are kept as planes, wider ones as pairs; `which` is the buffer of each kind that holds the latest.
    private void RunGroup(ulong* inputs, int firstRow, int count, HostCodes codes, HostWorkspace workspace)
    {
        ulong* rows = inputs + (nint)firstRow * InputWordsPerRow;
        if (Model.Input.Bits == 1)
        {
            RowUnpacking.ToPlanes(rows, InputWordsPerRow, count, Model.Input.Width, workspace.Planes(0), wide);
            RunGroup(workspace.Planes(0), null, firstRow, count, codes, workspace);
        }
        else
        {
            HostInputs.LoadPairs(rows, InputWordsPerRow, count, Model.Input, workspace.PairCodes(0));
            RunGroup(null, workspace.PairCodes(0), firstRow, count, codes, workspace);
        }
    }

    // What a layer reads comes as planes or as pairs; of one-bit inputs that pairs are computed from, either may be there.
    private void RunGroup(ulong* planesSource, int* pairsSource, int firstRow, int count, HostCodes codes, HostWorkspace workspace)
    {
        int planes = 0;
        int pairs = 0;
        int blocks = (count + RowBlock.Rows - 1) / RowBlock.Rows;
        for (int l = 0; l < layers.Length; l++)
        {
            HostLayer layer = layers[l];
            int width = layer.Layer.Input.Width;
            bool planesOut = layer.Layer.Output.Bits == 1;
            ulong* planesTarget = workspace.Planes(1 - planes);
            if (codes.Counts is not null && layer.CountBits > 0)
            {
                PathKernels.Count(Path, planesSource, layer, workspace.Counts, (count + 63) / 64);
                int bits = layer.Neurons * layer.CountBits;
                LayerRecording.Planes(workspace.Counts, bits, codes.Counts[l], HostCodes.WordsFor(bits), firstRow, count, wide);
            }

            if (layer.IsSliced)
            {
                PathKernels.Slice(Path, planesSource, layer, planesTarget, (count + 63) / 64);
            }
            else
            {
                if (pairsSource == null)
                {
                    pairsSource = workspace.PairCodes(pairs);
                    for (int block = 0; block < blocks; block++)
                    {
                        int* target = pairsSource + (nint)block * layer.Pairs * RowBlock.Rows;
                        RowUnpacking.PlanesToPairs(planesSource, width, block, target, wide);
                    }
                }

                for (int block = 0; block < blocks; block += RowBlock.BlocksPerStep)
                {
                    RunStep(
                        l,
                        block,
                        firstRow,
                        count,
                        pairsSource,
                        workspace.PairCodes(1 - pairs),
                        planesTarget,
                        codes,
                        workspace);
                }

                if (!planesOut)
                {
                    pairs = 1 - pairs;
                }
            }

            if (planesOut)
            {
                planes = 1 - planes;
            }

            planesSource = planesOut ? workspace.Planes(planes) : null;
            pairsSource = planesOut ? null : workspace.PairCodes(pairs);
            if (planesOut)
            {
                LayerRecording.Planes(planesSource, layer.Neurons, codes.Words[l], codes.WordsPerRow[l], firstRow, count, wide);
            }
            else
            {
                LayerRecording.Pairs(pairsSource, codes.Formats[l], codes.Words[l], codes.WordsPerRow[l], firstRow, count, wide);
            }
        }

        int last = layers.Length - 1;
        softmax.Compute(
            codes.Words[last],
            codes.WordsPerRow[last],
            codes.Words[last + 1],
            codes.WordsPerRow[last + 1],
            codes.Predictions,
            firstRow,
            count);
    }

    // Two blocks, 32 rows, through one layer computed in pairs.
    private void RunStep(
        int l, int block, int firstRow, int count, int* source, int* target, ulong* planesTarget, HostCodes codes, HostWorkspace workspace)
    {
        HostLayer layer = layers[l];
        int neurons = layer.Neurons;
        int* z = workspace.Accumulators;
        short* x = (short*)(source + (nint)block * layer.Pairs * RowBlock.Rows);
        PathKernels.Accumulate(Path, x, layer, z);
        if (accumulators)
        {
            LayerRecording.Accumulators(layer, z, firstRow, block * RowBlock.Rows, count, codes.Accumulators![l]);
        }

        if (layer.Tables == null)
        {
            OneThreshold.Compute(z, layer.Layer, block, planesTarget);
        }
        else if (layer.Segments is not null)
        {
            SegmentSearch.Compute(z, neurons, layer.Segments, target + (nint)block * RowBlock.Pairs(neurons) * RowBlock.Rows);
        }
        else
        {
            ThresholdSearch.Compute(z, neurons, layer.Tables, Path, target + (nint)block * RowBlock.Pairs(neurons) * RowBlock.Rows);
        }
    }
}
