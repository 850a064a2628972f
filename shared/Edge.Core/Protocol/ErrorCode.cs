namespace Edge.Core.Protocol
{
    /// <summary>Why a device did not serve a request; what the detail means is in shared/README.md.</summary>
    public static class ErrorCode
    {
        /// <summary>No such request; detail: the type.</summary>
        public const byte UnknownType = 1;

        /// <summary>The body has another length than the request; detail: the length received.</summary>
        public const byte BadLength = 2;

        /// <summary>Detail 0: no model is loaded; 1: another one, or an incomplete one.</summary>
        public const byte NoModel = 3;

        /// <summary>Detail 0: no inputs; 1: another or an incomplete set; 2: rows outside the block; 3: no fit with the model.</summary>
        public const byte NoInput = 4;

        /// <summary>Detail 0: the hash of the content is not the model id; 1: the content is no sound model.</summary>
        public const byte BadModel = 5;

        /// <summary>The heap does not hold it; detail: bytes asked for.</summary>
        public const byte OutOfMemory = 6;

        /// <summary>A field is out of range; detail: its value.</summary>
        public const byte OutOfRange = 7;

        /// <summary>Another protocol version; detail: the version the device speaks.</summary>
        public const byte BadVersion = 8;

        /// <summary>Detail 0: nothing is being counted; 1: something else is; 2: other rows are counted than the histogram is asked of.</summary>
        public const byte NoCount = 9;
    }
}
