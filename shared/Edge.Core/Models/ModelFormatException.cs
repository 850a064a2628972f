using System;

namespace Edge.Core.Models
{
    /// <summary>Bytes or objects that are no valid model; the message says what is wrong and where, in one line.</summary>
    public sealed class ModelFormatException : Exception
    {
        /// <summary>Creates the exception with a one-line message.</summary>
        public ModelFormatException(string message)
            : base(message)
        {
        }
    }
}
