using Edge.Core.Models;

namespace Edge.Core.Inference.Sliced
{
    /// <summary>
    /// How a <see cref="SlicedNetwork"/> computes the layers from one on: which are sliced, and what follows them. Where the bits that the
    /// rest depends on are few, the rest is looked up in a table of its codes, which is made by another such network (its inputs are all
    /// numbers of that many bits); otherwise it is computed row by row.
    /// </summary>
    public sealed class SlicedPlan
    {
        /// <summary>Rows of a block: the bits of a word.</summary>
        public const int BlockRows = 64;

        /// <summary>Most bits that name an entry of a table: 1024 entries are a quarter of the smallest data set on a plane (szt).</summary>
        public const int MostIndexBits = 10;

        /// <summary>Most instructions spent on a table when a model is loaded, about 0.1 s.</summary>
        public const int MostTableInstructions = 400000;

        /// <summary>Most planes: programs name planes and complements in 15 bits.</summary>
        private const int MostPlanes = 16000;

        private const int Fields = 13;

        /// <summary>The model.</summary>
        public readonly IntegerModel Model;

        /// <summary>First layer computed; <see cref="InputBits"/> end with its inputs.</summary>
        public readonly int FirstLayer;

        /// <summary>Planes that enter.</summary>
        public readonly int InputBits;

        /// <summary>Of those, how many are not part of the rows written; the others begin them.</summary>
        public readonly int SkippedBits;

        /// <summary>First layer that is not sliced; FirstLayer where none is, the number of layers where only the softmax is left.</summary>
        public readonly int Cut;

        /// <summary>Bits of a row that come from planes.</summary>
        public readonly int PlaneBits;

        /// <summary>Bytes of a row.</summary>
        public readonly int RowBytes;

        /// <summary>The network that makes the table; null where the rest is computed row by row.</summary>
        public readonly SlicedPlan Table;

        /// <summary>First bit of a row that is among the bits that name the entry.</summary>
        public readonly int IndexBit;

        /// <summary>First byte of a row that comes from the table.</summary>
        public readonly int EntryByte;

        /// <summary>Estimated instructions for one block.</summary>
        public readonly int BlockInstructions;

        /// <summary>Estimated instructions for making all tables.</summary>
        public readonly int TableInstructions;

        /// <summary>Bytes of a board's heap, tables included.</summary>
        public readonly int HeapBytes;

        /// <summary>Plans the layers from firstLayer on.</summary>
        /// <param name="model">A checked model.</param>
        /// <param name="firstLayer">First layer computed, 0..number of layers.</param>
        /// <param name="inputBits">Planes that enter; the last of them are the inputs of that layer.</param>
        /// <param name="skippedBits">Of those, how many are not part of the rows written.</param>
        /// <param name="rows">Rows that will be wanted: a table of half as many entries is not worth making.</param>
        /// <param name="tableBytes">Most bytes of a table.</param>
        public SlicedPlan(IntegerModel model, int firstLayer, int inputBits, int skippedBits, int rows, int tableBytes)
        {
            Model = model;
            FirstLayer = firstLayer;
            InputBits = inputBits;
            SkippedBits = skippedBits;
            int bits = inputBits - skippedBits;
            int restBits = model.Logits.Width * model.ProbabilityBits;
            for (int l = model.Layers.Length - 1; l >= firstLayer; l--)
            {
                restBits += model.Layers[l].Output.Width * model.Layers[l].Output.Bits;
            }

            RowBytes = (bits + restBits + 7) >> 3;
            int instructions = 0;
            int programBytes = 0;
            int cut = firstLayer;
            while (cut < model.Layers.Length && SlicedLayer.Fits(model.Layers[cut])
                && inputBits + bits + model.Layers[cut].Output.Width < MostPlanes)
            {
                DenseLayer layer = model.Layers[cut];
                int neurons = layer.Output.Width;
                int terms = SlicedLayer.TermsOf(layer.Input.Width);
                instructions += InstructionEstimate.SlicedLayer(neurons, terms);
                programBytes += SlicedLayer.HeapBytes(neurons, layer.Input.Width);
                bits += neurons;
                cut++;
                int before = bits - neurons;
                int entryByte = (before + 7) >> 3;
                int indexBit = before;
                if (entryByte << 3 > bits)
                {
                    entryByte = before >> 3;
                    indexBit = entryByte << 3;
                }

                int indexBits = bits - indexBit;
                int entries = indexBits > MostIndexBits ? int.MaxValue : 1 << indexBits;
                if (entries < rows >> 1 && (RowBytes - entryByte) * entries <= tableBytes)
                {
                    SlicedPlan table = new SlicedPlan(model, cut, indexBits, (entryByte << 3) - indexBit, entries, tableBytes);
                    int making = table.TableInstructions + (entries + BlockRows - 1) / BlockRows * table.BlockInstructions;
                    if (making <= MostTableInstructions)
                    {
                        Table = table;
                        IndexBit = indexBit;
                        EntryByte = entryByte;
                        TableInstructions = making;
                        break;
                    }

                    tableBytes = 0;
                }
            }

            Cut = cut;
            PlaneBits = bits;
            if (rows > BlockRows)
            {
                rows = BlockRows;
            }

            int columns = Table != null ? EntryByte : (bits + 7) >> 3;
            instructions += columns * InstructionEstimate.Column;
            if (Table != null)
            {
                instructions += InstructionEstimate.Column + rows * InstructionEstimate.Entry;
            }
            else
            {
                instructions += (TailInputs + 7) / 8 * InstructionEstimate.Column + rows * InstructionEstimate.RowFrom(model, cut);
            }

            BlockInstructions = instructions;
            HeapBytes = programBytes + PlanBytes()
                + BoardHeap.ObjectBytes(SlicedNetwork.Fields)
                + BoardHeap.ReferencesBytes(cut - firstLayer)
                + BoardHeap.ArrayBytes(SlicedNetwork.PlaneWords(SkippedBits + PlaneBits), 8)
                + BoardHeap.ArrayBytes(SlicedNetwork.ColumnWords, 8)
                + BoardHeap.ArrayBytes(TableBytes, 1)
                + BoardHeap.ArrayBytes(TailBytes, 1);
        }

        /// <summary>Bytes of the packed bits that enter.</summary>
        public int InputBytes
        {
            get { return (InputBits + 7) >> 3; }
        }

        /// <summary>Entries of the table.</summary>
        public int Entries
        {
            get { return 1 << IndexBits; }
        }

        /// <summary>Bits that name an entry of the table.</summary>
        public int IndexBits
        {
            get { return PlaneBits - IndexBit; }
        }

        /// <summary>Bytes of an entry.</summary>
        public int EntryBytes
        {
            get { return RowBytes - EntryByte; }
        }

        /// <summary>Bytes of the table, made in whole blocks; 0 where there is none.</summary>
        public int TableBytes
        {
            get
            {
                return Table == null ? 0 : EntryBytes * (Entries < BlockRows ? BlockRows : Entries);
            }
        }

        /// <summary>Number of planes that enter the first layer that is not sliced.</summary>
        public int TailInputs
        {
            get { return Cut < Model.Layers.Length ? Model.Layers[Cut].Input.Width : Model.Logits.Width; }
        }

        /// <summary>Bytes of a block's inputs to the layers that are computed row by row; 0 where there is a table.</summary>
        public int TailBytes
        {
            get { return Table != null ? 0 : BlockRows * ((TailInputs + 7) >> 3); }
        }

        private int PlanBytes()
        {
            return BoardHeap.ObjectBytes(Fields) + (Table == null ? 0 : Table.PlanBytes());
        }
    }
}
