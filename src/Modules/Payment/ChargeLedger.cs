using System.Security.Cryptography;
using AstronomyShop.Modules.Payment.Cards;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Payment;

/// <summary>
/// The ledger of charges and refunds. Its unique key resolves races: the first request that writes a key owns it, the others read what the first
/// one wrote.
/// </summary>
internal sealed class ChargeLedger(IDbContextFactory<PaymentDbContext> database, GroupCommitWriter<PaymentDbContext> writer, ChargeFingerprint fingerprints, TimeProvider clock)
{
    /// <summary>Charges the card, or returns the result that the same request got before.</summary>
    public async Task<Charge> ChargeAsync(string key, Money amount, Card card, CancellationToken cancellationToken)
    {
        var fingerprint = await fingerprints.OfAsync(amount, card, cancellationToken);
        var now = clock.GetUtcNow();
        var transactionId = Guid.NewGuid().ToString();
        if (!card.IsExpired(now) && await TryRecordAsync(key, transactionId, fingerprint, amount, card, now, cancellationToken))
        {
            return new Charge(transactionId, IsNew: true);
        }

        // An existing charge remains valid when the card expires.
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, key, cancellationToken) is { } before ? new Charge(TransactionOf(before, fingerprint), IsNew: false) : throw card.Expired();
    }

    /// <summary>Refunds the charge of a key, once, and closes the key.</summary>
    /// <returns>The refund id; null when nothing had been charged.</returns>
    public async Task<string?> RefundAsync(string key, CancellationToken cancellationToken)
    {
        await writer.ExecuteAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO ledger (idempotency_key, is_closed) VALUES ({key}, {true})
            ON CONFLICT (idempotency_key) DO UPDATE SET is_closed = {true}, refund_id = {Guid.NewGuid().ToString()}, refunded_at = {clock.GetUtcNow().ToUnixTimeMilliseconds()}
            WHERE ledger.transaction_id IS NOT NULL AND ledger.refund_id IS NULL
            """,
            cancellationToken), cancellationToken);
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return (await FindAsync(db, key, cancellationToken))!.RefundId;
    }

    private static Task<LedgerEntry?> FindAsync(PaymentDbContext db, string key, CancellationToken cancellationToken) =>
        db.Ledger.AsNoTracking().SingleOrDefaultAsync(entry => entry.Key == key, cancellationToken);

    private static string TransactionOf(LedgerEntry entry, byte[] fingerprint)
    {
        if (entry.TransactionId is null)
        {
            throw RpcErrors.Fault("key-closed", "The key was closed before anything was charged under it.");
        }

        if (!CryptographicOperations.FixedTimeEquals(entry.Fingerprint, fingerprint))
        {
            throw RpcErrors.InvalidArgument(IdempotencyKey.Header, "was used for another charge");
        }

        if (entry.RefundId is not null)
        {
            throw RpcErrors.Fault("refunded", "The charge under this key was refunded.");
        }

        return entry.TransactionId;
    }

    /// <returns>False when the key has an entry.</returns>
    private async Task<bool> TryRecordAsync(
        string key, string transactionId, byte[] fingerprint, Money amount, Card card, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var wire = amount.ToMessage();
        return await writer.ExecuteAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO ledger
                (idempotency_key, fingerprint, transaction_id, currency_code, units, nanos, card_brand, card_last_four, charged_at, is_closed)
            VALUES
                ({key}, {fingerprint}, {transactionId}, {wire.CurrencyCode}, {wire.Units}, {wire.Nanos},
                 {card.Brand}, {card.Number.LastFour}, {now.ToUnixTimeMilliseconds()}, {false})
            ON CONFLICT (idempotency_key) DO NOTHING
            """,
            cancellationToken), cancellationToken) > 0;
    }
}

/// <param name="TransactionId">The same for every request with the same key.</param>
/// <param name="IsNew">This request made the charge.</param>
internal sealed record Charge(string TransactionId, bool IsNew);
