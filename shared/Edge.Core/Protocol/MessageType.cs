namespace Edge.Core.Protocol
{
    /// <summary>First byte of a message: requests of the host have the top bit clear, answers of the device have it set.</summary>
    public static class MessageType
    {
        /// <summary>Request: who are you? Body <see cref="HelloBody"/>, answer <see cref="Info"/>.</summary>
        public const byte Hello = 0x01;

        /// <summary>Request: a model of this size follows. Body <see cref="LoadBeginBody"/>, answer <see cref="LoadState"/>.</summary>
        public const byte LoadBegin = 0x02;

        /// <summary>Request: bytes of the model's content. Body <see cref="LoadBody"/>, answer <see cref="LoadState"/>.</summary>
        public const byte Load = 0x03;

        /// <summary>Request: input rows of this form follow. Body <see cref="InputBeginBody"/>, answer <see cref="InputState"/>.</summary>
        public const byte InputBegin = 0x04;

        /// <summary>Request: bytes of an input block. Body <see cref="InputBody"/>, answer <see cref="InputState"/>.</summary>
        public const byte Input = 0x05;

        /// <summary>Request: compute rows. Body <see cref="RunBody"/>, answers <see cref="Codes"/> and <see cref="RunDone"/>.</summary>
        public const byte Run = 0x06;

        /// <summary>Request without a body: counters. Answer <see cref="StatsState"/>.</summary>
        public const byte Stats = 0x07;

        /// <summary>Request: accumulators of a row. Body <see cref="AccumulatorsBody"/>, answer <see cref="AccumulatorValues"/>.</summary>
        public const byte Accumulators = 0x08;

        /// <summary>Request: begin to count codes. Body <see cref="CountBeginBody"/>, answer <see cref="CountState"/>.</summary>
        public const byte CountBegin = 0x09;

        /// <summary>Request: count rows with these labels. Body <see cref="CountBody"/>, answer <see cref="CountState"/>.</summary>
        public const byte Count = 0x0A;

        /// <summary>Request: words that were counted. Body <see cref="HistogramBody"/>, answer <see cref="HistogramWords"/>.</summary>
        public const byte Histogram = 0x0B;

        /// <summary>Answer to <see cref="Hello"/>. Body <see cref="InfoBody"/>.</summary>
        public const byte Info = 0x81;

        /// <summary>Answer to <see cref="LoadBegin"/> and <see cref="Load"/>. Body <see cref="LoadStateBody"/>.</summary>
        public const byte LoadState = 0x82;

        /// <summary>Answer to <see cref="InputBegin"/> and <see cref="Input"/>. Body <see cref="InputStateBody"/>.</summary>
        public const byte InputState = 0x84;

        /// <summary>Answer to <see cref="Run"/>, any number of them. Body <see cref="CodesBody"/>.</summary>
        public const byte Codes = 0x86;

        /// <summary>Last answer to <see cref="Run"/>. Body <see cref="RunDoneBody"/>.</summary>
        public const byte RunDone = 0x87;

        /// <summary>Answer to <see cref="Stats"/>. Body <see cref="StatsStateBody"/>.</summary>
        public const byte StatsState = 0x88;

        /// <summary>Answer to <see cref="Accumulators"/>. Body <see cref="AccumulatorValuesBody"/>.</summary>
        public const byte AccumulatorValues = 0x89;

        /// <summary>Answer to <see cref="CountBegin"/> and <see cref="Count"/>. Body <see cref="CountStateBody"/>.</summary>
        public const byte CountState = 0x8A;

        /// <summary>Answer to <see cref="Histogram"/>. Body <see cref="HistogramWordsBody"/>.</summary>
        public const byte HistogramWords = 0x8B;

        /// <summary>Answer to any request that cannot be served. Body <see cref="ErrorBody"/>.</summary>
        public const byte Error = 0xFF;
    }
}
