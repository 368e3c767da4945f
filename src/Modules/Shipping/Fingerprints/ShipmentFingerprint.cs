using System.Security.Cryptography;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Rpc;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Shipping.Fingerprints;

/// <summary>
/// The fingerprint of a request to ship: a hash, keyed with a secret of the database, because a plain hash would allow anyone who sees it to
/// confirm a guessed address.
/// </summary>
internal sealed class ShipmentFingerprint(IDbContextFactory<ShippingDbContext> database)
{
    /// <summary>The length in bytes of the hashes that earlier versions stored. A keyed fingerprint has one byte more, the first.</summary>
    public const int PlainLength = SHA256.HashSizeInBytes;

    private const byte KeyedMark = 1;

    private byte[]? secret;

    public async Task<byte[]> OfAsync(ShipOrderRequest request, CancellationToken cancellationToken) =>
        await KeyedAsync(RequestFingerprint.Of(request), cancellationToken);

    /// <summary>
    /// Returns the keyed form of a stored fingerprint. It is keyed by its hash, so that one of an earlier version can be keyed without its request.
    /// </summary>
    public async Task<byte[]> KeyedAsync(byte[] stored, CancellationToken cancellationToken)
    {
        if (stored.Length > PlainLength)
        {
            return stored;
        }

        // Two concurrent first calls read the same row.
        secret ??= await ReadSecretAsync(cancellationToken);
        return [KeyedMark, .. RequestFingerprint.Of(Convert.ToHexString(stored), secret)];
    }

    private async Task<byte[]> ReadSecretAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await FingerprintSecret.ReadAsync(db, cancellationToken);
    }
}
