namespace Edge.Core.Protocol
{
    /// <summary>
    /// Consistent overhead byte stuffing (Cheshire and Baker, IEEE/ACM Transactions on Networking 7(2), 1999): a message without zero
    /// bytes, at most one byte longer for every 254, so that zero can mark where frames end.
    /// </summary>
    public static class Cobs
    {
        private const int FullBlock = 0xFF;

        /// <summary>Most bytes that the encoding of a message of that many bytes takes.</summary>
        public static int MostEncoded(int bytes)
        {
            return bytes + bytes / 254 + 1;
        }

        /// <summary>Encodes source[offset .. offset + count) to target[targetOffset ..] and returns the encoded length in bytes.</summary>
        /// <param name="source">The message.</param>
        /// <param name="offset">Its first byte.</param>
        /// <param name="count">Its length in bytes.</param>
        /// <param name="target">Another array with room for <see cref="MostEncoded"/> bytes.</param>
        /// <param name="targetOffset">First byte written.</param>
        public static int Encode(byte[] source, int offset, int count, byte[] target, int targetOffset)
        {
            int end = offset + count;
            int codeAt = targetOffset;
            int at = targetOffset + 1;
            int code = 1;
            while (offset < end)
            {
                byte value = source[offset];
                offset++;
                if (value != 0)
                {
                    target[at] = value;
                    at++;
                    code++;
                    if (code != FullBlock || offset == end)
                    {
                        continue;
                    }
                }

                target[codeAt] = (byte)code;
                codeAt = at;
                at++;
                code = 1;
            }

            target[codeAt] = (byte)code;
            return at - targetOffset;
        }

        /// <summary>
        /// Decodes bytes[offset .. offset + count) in place, to the same offset, and returns the decoded length in bytes; -1 where the
        /// bytes are no encoding: a zero among them, or a block that runs past the end.
        /// </summary>
        public static int Decode(byte[] bytes, int offset, int count)
        {
            int end = offset + count;
            int from = offset;
            int to = offset;
            while (from < end)
            {
                int code = bytes[from];
                int blockEnd = from + code;
                if (code == 0 || blockEnd > end)
                {
                    return -1;
                }

                from++;
                while (from < blockEnd)
                {
                    byte value = bytes[from];
                    if (value == 0)
                    {
                        return -1;
                    }

                    bytes[to] = value;
                    from++;
                    to++;
                }

                if (code != FullBlock && from < end)
                {
                    bytes[to] = 0;
                    to++;
                }
            }

            return to - offset;
        }
    }
}
