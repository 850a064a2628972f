using System;

namespace Edge.Firmware.Batch
{
    /// <summary>A job that cannot be done; the message says why, in one line.</summary>
    public sealed class JobException : Exception
    {
        /// <summary>Creates the exception with a one-line message.</summary>
        public JobException(string message)
            : base(message)
        {
        }
    }
}
