using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout.Outbox;

/// <summary>Erases the e-mail addresses of delivered messages from the database files, where a deleted row may remain.</summary>
internal sealed class SentEmailCleanup(IDbContextFactory<CheckoutDbContext> database, TimeProvider clock, IOptions<CheckoutOptions> options, ILogger<SentEmailCleanup> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.EraseEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var db = await database.CreateDbContextAsync(stoppingToken);
                await db.EraseDeletedAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                CheckoutLog.NotErased(logger, exception);
            }
        }
    }
}
