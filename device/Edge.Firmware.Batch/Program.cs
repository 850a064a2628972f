using System;
using Edge.Firmware.BatchData;

namespace Edge.Firmware.Batch
{
    /// <summary>The firmware's inference without a line: the model comes in an assembly, the codes go out as text.</summary>
    public static class Program
    {
        /// <summary>The entry point. What goes wrong is said in a line: the runtime may end without a word, and with code 0.</summary>
        public static void Main()
        {
            try
            {
                JobRunner.Run(new Job(JobData.Words));
            }
            catch (OutOfMemoryException)
            {
                Console.WriteLine(JobText.Error + "the model does not fit the runtime's heap");
            }
            catch (Exception e)
            {
                Console.WriteLine(JobText.Error + e.Message);
            }
        }
    }
}
