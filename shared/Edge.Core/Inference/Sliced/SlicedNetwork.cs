using Edge.Core.Models;

namespace Edge.Core.Inference.Sliced
{
    /// <summary>
    /// Layers computed for 64 rows at a time in bit planes, after a <see cref="SlicedPlan"/>: fill the planes that enter, then
    /// <see cref="Run"/> writes 64 packed rows. Nothing is allocated after construction.
    /// </summary>
    public sealed class SlicedNetwork
    {
        /// <summary>Instance fields of this class: what they take on a board's heap.</summary>
        internal const int Fields = 7;

        /// <summary>Words of two columns.</summary>
        internal const int ColumnWords = 2 * BitColumns.Words;

        /// <summary>
        /// Bit planes, each followed by its complement: those that enter, then every sliced layer's. Behind them zeros, for what reads two
        /// whole columns from the last plane on.
        /// </summary>
        public readonly ulong[] Planes;

        /// <summary>What is computed how.</summary>
        public readonly SlicedPlan Plan;

        private readonly DeviceInference rowByRow;
        private readonly SlicedLayer[] layers;
        private readonly ulong[] column = new ulong[ColumnWords];
        private readonly byte[] table;
        private readonly byte[] tail;

        /// <summary>Makes the layers' programs and the table.</summary>
        /// <param name="rowByRow">The whole model, for layers that are not sliced.</param>
        /// <param name="plan">What is computed how.</param>
        public SlicedNetwork(DeviceInference rowByRow, SlicedPlan plan)
        {
            this.rowByRow = rowByRow;
            Plan = plan;
            int bits = plan.SkippedBits + plan.PlaneBits;
            Planes = new ulong[PlaneWords(bits)];
            layers = new SlicedLayer[plan.Cut - plan.FirstLayer];
            int target = plan.InputBits << 1;
            for (int l = 0; l < layers.Length; l++)
            {
                DenseLayer layer = plan.Model.Layers[plan.FirstLayer + l];
                layers[l] = new SlicedLayer(layer, target - (layer.Input.Width << 1), target, bits << 1);
                target += layer.Output.Width << 1;
            }

            table = new byte[plan.TableBytes];
            tail = new byte[plan.TailBytes];
            if (plan.Table != null)
            {
                SlicedNetwork entries = new SlicedNetwork(rowByRow, plan.Table);
                for (int first = 0; first < plan.Entries; first += SlicedPlan.BlockRows)
                {
                    entries.FillWithNumbers((uint)first);
                    entries.Run(0, plan.Entries < SlicedPlan.BlockRows ? plan.Entries : SlicedPlan.BlockRows, table, first * plan.EntryBytes);
                }
            }
        }

        /// <summary>Words of all planes and complements of so many bits, and of the zeros behind them.</summary>
        internal static int PlaneWords(int bits)
        {
            return (bits << 1) + 2 * ColumnWords;
        }

        /// <summary>Index of the first sliced layer's first plane.</summary>
        public int FirstTarget
        {
            get { return Plan.InputBits << 1; }
        }

        /// <summary>Computes a block from the planes that enter.</summary>
        /// <param name="done">Sliced layers whose planes are there already.</param>
        /// <param name="count">Rows wanted, 1..64; what the others' bytes become is not said.</param>
        /// <param name="rows">Receives 64 rows.</param>
        /// <param name="offset">First byte of the first row.</param>
        public void Run(int done, int count, byte[] rows, int offset)
        {
            for (int l = done; l < layers.Length; l++)
            {
                SlicedKernel.Run(Planes, layers[l]);
            }

            SlicedPlan plan = Plan;
            int rowBytes = plan.RowBytes;
            int first = plan.SkippedBits << 1;
            int columns = plan.Table != null ? plan.EntryByte : (plan.PlaneBits + 7) >> 3;
            for (int c = 0; c < columns; c++)
            {
                BitColumns.Store(Planes, first + (c << 4), column, rows, offset + c, rowBytes);
            }

            if (plan.Table == null)
            {
                RunRows(count, rows, offset);
            }
            else if (plan.IndexBits <= 8)
            {
                BitColumns.CopyEntries(
                    Planes, first + (plan.IndexBit << 1), column, table, plan.EntryBytes, rows, offset + plan.EntryByte, rowBytes);
            }
            else
            {
                BitColumns.CopyWideEntries(
                    Planes, first + (plan.IndexBit << 1), column, table, plan.EntryBytes, rows, offset + plan.EntryByte, rowBytes);
            }
        }

        // Row r is the number first + r, bit i of it input i.
        private void FillWithNumbers(uint first)
        {
            for (int i = 0; i < Plan.InputBits; i++)
            {
                ulong plane = CountingLayer.PlaneOfBit(i, first);
                Planes[i << 1] = plane;
                Planes[(i << 1) + 1] = ~plane;
            }
        }

        private void RunRows(int count, byte[] rows, int offset)
        {
            SlicedPlan plan = Plan;
            int inputs = plan.TailInputs;
            int inputBytes = (inputs + 7) >> 3;
            int first = (plan.SkippedBits + plan.PlaneBits - inputs) << 1;
            for (int c = 0; c < inputBytes; c++)
            {
                BitColumns.Store(Planes, first + (c << 4), column, tail, c, inputBytes);
            }

            int bit = (offset << 3) + plan.PlaneBits;
            for (int r = 0; r < count; r++)
            {
                rowByRow.RunFrom(plan.Cut, tail, r * inputBytes, rows, bit);
                bit += plan.RowBytes << 3;
            }
        }
    }
}
