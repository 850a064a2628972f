using Edge.Core.Hashing;

namespace Edge.Core.Models
{
    /// <summary>
    /// Who a model is: the SHA-256 of its content bytes. On the wire its first 8 bytes, as a little-endian number, name the model; files
    /// carry all 32. Two models that compute alike but are called differently, or come from different epochs, have one identity.
    /// </summary>
    public static class ModelIdentity
    {
        /// <summary>The 32-byte hash of content bytes [offset, offset + length).</summary>
        public static byte[] Hash(byte[] content, int offset, int length)
        {
            Sha256 sha = new Sha256();
            sha.Add(content, offset, length);
            byte[] hash = new byte[Sha256.HashBytes];
            sha.Finish(hash, 0);
            return hash;
        }

        /// <summary>The 64-bit id of a 32-byte hash: its first 8 bytes, least significant first.</summary>
        public static ulong Id(byte[] hash)
        {
            ulong id = 0;
            for (int i = 7; i >= 0; i--)
            {
                id = (id << 8) | hash[i];
            }

            return id;
        }
    }
}
