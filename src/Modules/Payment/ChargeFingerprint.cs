using System.Globalization;
using AstronomyShop.Modules.Payment.Cards;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Rpc;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Payment;

/// <summary>
/// Compares two requests under one key without storing the request. It is an HMAC-SHA256 with a random secret of the ledger's database. A reader
/// of the database also has the secret and could try all card numbers, so only the last four digits of the number are included, which the ledger
/// stores anyway. The CVV is not included.
/// </summary>
internal sealed class ChargeFingerprint(IDbContextFactory<PaymentDbContext> database)
{
    private byte[]? secret;

    public async Task<byte[]> OfAsync(Money amount, Card card, CancellationToken cancellationToken)
    {
        // Two concurrent first calls read the same row.
        secret ??= await ReadSecretAsync(cancellationToken);
        var request = string.Create(
            CultureInfo.InvariantCulture, $"{amount.Currency} {amount.Amount:F9} {card.Brand} {card.Number.LastFour} {card.Month}/{card.Year}");
        return RequestFingerprint.Of(request, secret);
    }

    private async Task<byte[]> ReadSecretAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await FingerprintSecret.ReadAsync(db, cancellationToken);
    }
}
