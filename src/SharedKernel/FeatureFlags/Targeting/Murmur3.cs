using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace AstronomyShop.SharedKernel.FeatureFlags.Targeting;

/// <summary>MurmurHash3, 32 bits, seed 0: the hash that flagd uses for fractional rules.</summary>
internal static class Murmur3
{
    public static uint Hash(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var hash = 0u;
        var rest = bytes.AsSpan();
        for (; rest.Length >= 4; rest = rest[4..])
        {
            hash = (BitOperations.RotateLeft(hash ^ Scramble(BinaryPrimitives.ReadUInt32LittleEndian(rest)), 13) * 5) + 0xe6546b64;
        }

        var tail = 0u;
        for (var last = rest.Length - 1; last >= 0; last--)
        {
            tail = (tail << 8) | rest[last];
        }

        return Finish(hash ^ Scramble(tail) ^ (uint)bytes.Length);
    }

    private static uint Scramble(uint block) => BitOperations.RotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;

    private static uint Finish(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
        return hash ^ (hash >> 16);
    }
}
