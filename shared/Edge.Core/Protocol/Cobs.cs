using System;

namespace Edge.Core.Protocol
{
    /// <summary>
    /// Consistent overhead byte stuffing (Cheshire and Baker, IEEE/ACM Transactions on Networking 7(2), 1999): a message without zero
    /// bytes, at most one byte longer for every 254, so that zero can mark where frames end. Both ways in place: a code stands where its
    /// message has a zero, so that only zeros are touched, and bytes move only after 254 of them without one.
    /// </summary>
    public static class Cobs
    {
        private const int FullBlock = 0xFF;

        /// <summary>Bytes of a full block besides its code.</summary>
        private const int FullBlockBytes = FullBlock - 1;

        private static readonly object Zero = (byte)0;

        /// <summary>Most bytes that the encoding of a message of that many bytes takes.</summary>
        public static int MostEncoded(int bytes)
        {
            return bytes + bytes / FullBlockBytes + 1;
        }

        /// <summary>Where the first zero in bytes[from .. end) is; -1 where there is none.</summary>
        public static int IndexOfZero(byte[] bytes, int from, int end)
        {
            return Array.IndexOf(bytes, Zero, from, end - from);
        }

        /// <summary>
        /// Encodes the message in frame[offset + 1 .. offset + 1 + count) to frame[offset ..], puts a zero behind it, and returns the
        /// encoded length in bytes, without that zero.
        /// </summary>
        /// <param name="frame">Has room for <see cref="MostEncoded"/> bytes and one more from offset.</param>
        /// <param name="offset">Where the encoding starts, one byte before the message.</param>
        /// <param name="count">Length of the message in bytes.</param>
        public static int Encode(byte[] frame, int offset, int count)
        {
            int codeAt = offset;
            int end = offset + 1 + count;
            frame[end] = 0;
            EncodeSome(frame, ref codeAt, ref end, int.MaxValue);
            return end - offset;
        }

        /// <summary>Encodes on from a code, at least one block, until the next code stands at a limit or behind it; true where the message is encoded.</summary>
        /// <param name="frame">The message, with a zero behind it and room for one byte more for every 254.</param>
        /// <param name="firstCode">Where the next code belongs; goes on.</param>
        /// <param name="messageEnd">Where the zero behind the message stands; goes on with every byte that is put in.</param>
        /// <param name="limit">Where to stop.</param>
        public static bool EncodeSome(byte[] frame, ref int firstCode, ref int messageEnd, int limit)
        {
            int codeAt = firstCode;
            int end = messageEnd;
            int stop = limit < end ? limit : end;
            while (true)
            {
                // A search by the runtime costs what a look at some four bytes does.
                int zero = codeAt + 1;
                if (frame[zero] != 0)
                {
                    if (frame[codeAt + 2] == 0)
                    {
                        zero = codeAt + 2;
                    }
                    else if (frame[codeAt + 3] == 0)
                    {
                        zero = codeAt + 3;
                    }
                    else if (frame[codeAt + 4] == 0)
                    {
                        zero = codeAt + 4;
                    }
                    else
                    {
                        zero = IndexOfZero(frame, codeAt + 5, end + 1);
                        while (zero - codeAt > FullBlock || (zero - codeAt == FullBlock && zero < end))
                        {
                            frame[codeAt] = FullBlock;
                            codeAt += FullBlock;
                            Array.Copy(frame, codeAt, frame, codeAt + 1, end + 1 - codeAt);
                            zero++;
                            end++;
                            stop = limit < end ? limit : end;
                        }
                    }
                }

                frame[codeAt] = (byte)(zero - codeAt);
                if (zero >= stop)
                {
                    firstCode = zero;
                    messageEnd = end;
                    return zero == end;
                }

                codeAt = zero;
            }
        }

        /// <summary>
        /// Decodes bytes[offset .. offset + count), of which none is zero, to bytes[offset + 1 ..] and returns the decoded length in bytes;
        /// -1 where a block runs past the end.
        /// </summary>
        public static int Decode(byte[] bytes, int offset, int count)
        {
            int end = offset + count;
            int at = offset;
            int code = bytes[at];
            while (true)
            {
                at += code;
                if (at >= end)
                {
                    return at == end ? end - offset - 1 : -1;
                }

                int next = bytes[at];
                if (code != FullBlock)
                {
                    bytes[at] = 0;
                }
                else
                {
                    end--;
                    Array.Copy(bytes, at + 1, bytes, at, end - at);
                    at--;
                }

                code = next;
            }
        }
    }
}
