using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Rpc;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Checkout.Orders;

/// <summary>
/// The fingerprint of a request to place an order: a hash, keyed with a secret of the database, because a plain hash would allow anyone who sees it
/// to confirm a guessed e-mail address. It includes only the last four digits and the expiration date of the card.
/// </summary>
internal sealed class OrderFingerprint(IDbContextFactory<CheckoutDbContext> database)
{
    /// <summary>The first letters of a keyed fingerprint. Earlier versions stored the hash alone.</summary>
    public const string Prefix = "hmac:";

    private byte[]? secret;

    public async Task<string> OfAsync(PlaceOrderRequest request, CancellationToken cancellationToken)
    {
        var safe = request.Clone();
        safe.CreditCard.CreditCardCvv = 0;
        safe.CreditCard.CreditCardNumber = CardMask.LastFour(request.CreditCard);
        return await KeyedAsync(Convert.ToHexString(RequestFingerprint.Of(safe)), cancellationToken);
    }

    /// <summary>
    /// Returns the keyed form of a stored fingerprint. It is keyed by its hash, so that one of an earlier version can be keyed without its request.
    /// </summary>
    public async Task<string> KeyedAsync(string stored, CancellationToken cancellationToken)
    {
        if (stored.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return stored;
        }

        // Two concurrent first calls read the same row.
        secret ??= await ReadSecretAsync(cancellationToken);
        return Prefix + Convert.ToHexString(RequestFingerprint.Of(stored, secret));
    }

    private async Task<byte[]> ReadSecretAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await FingerprintSecret.ReadAsync(db, cancellationToken);
    }
}
