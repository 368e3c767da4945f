using System.Globalization;
using System.Security.Cryptography;
using AstronomyShop.SharedKernel.Calls;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Payment;

/// <summary>
/// Tells whether two requests under one key are the same, without keeping the request. It is an HMAC-SHA256 under a random secret of
/// the ledger's database. Whoever has the database has the secret too and could try all card numbers, so of the number only the last
/// four digits go in, which the ledger shows anyway. The CVV does not go in at all.
/// </summary>
internal sealed class ChargeFingerprint(IDbContextFactory<PaymentDbContext> database)
{
    private const int SecretBytes = 32;

    private byte[]? secret;

    public async Task<byte[]> OfAsync(Money amount, Card card, CancellationToken cancellationToken)
    {
        // Two first calls at once read the same row.
        secret ??= await ReadSecretAsync(cancellationToken);
        var request = string.Create(
            CultureInfo.InvariantCulture, $"{amount.Currency} {amount.Amount:F9} {card.Brand} {card.Number.LastFour} {card.Month}/{card.Year}");
        return RequestFingerprint.Of(request, secret);
    }

    private async Task<byte[]> ReadSecretAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO fingerprint_secret (id, value) VALUES ({FingerprintSecret.OnlyId}, {RandomNumberGenerator.GetBytes(SecretBytes)})
            ON CONFLICT DO NOTHING
            """,
            cancellationToken);
        return (await db.Secrets.AsNoTracking().SingleAsync(cancellationToken)).Value;
    }
}
