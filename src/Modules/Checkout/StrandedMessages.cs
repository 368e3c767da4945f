using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout;

/// <summary>
/// When a broker was configured, or taken away, the outbox may still hold messages for where events went before. At start they are
/// addressed to where events go now. Who hears of an order twice minds it not.
/// </summary>
internal sealed class StrandedMessages(
    IDbContextFactory<CheckoutDb> database, Outbox outbox, OutboxBell bell, TimeProvider clock, IOptions<CheckoutOptions> options, ILogger<StrandedMessages> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await Readdress(stoppingToken);
                return;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                CheckoutLog.NotReaddressed(logger, failure);
            }

            await Task.Delay(options.Value.LookEvery, clock, stoppingToken);
        }
    }

    private async Task Readdress(CancellationToken cancellation)
    {
        var known = outbox.Destinations;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var stranded = await db.Outbox.Where(message => !known.Contains(message.Destination)).ToListAsync(cancellation);
        if (stranded.Count == 0)
        {
            return;
        }

        db.RemoveRange(stranded);
        db.AddRange(stranded.DistinctBy(message => message.OrderId).SelectMany(outbox.Readdressed));
        await db.SaveChangesAsync(cancellation);
        bell.Ring();
    }
}
