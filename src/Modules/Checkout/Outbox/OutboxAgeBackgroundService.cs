using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout.Outbox;

/// <summary>Measures how long messages wait. A gauge is read synchronously, so the database is queried in advance.</summary>
internal sealed class OutboxAgeBackgroundService : BackgroundService
{
    private readonly OutboxLagMonitor outbox;
    private readonly TimeProvider clock;
    private readonly IOptions<CheckoutOptions> options;
    private double seconds;

    public OutboxAgeBackgroundService(OutboxLagMonitor outbox, ModuleTelemetry telemetry, TimeProvider clock, IOptions<CheckoutOptions> options)
    {
        (this.outbox, this.clock, this.options) = (outbox, clock, options);
        telemetry.Gauge(CheckoutTelemetry.OutboxAge, () => Volatile.Read(ref seconds));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LookEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Volatile.Write(ref seconds, (await outbox.GetOldestWaitAsync(stoppingToken)).TotalSeconds);
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The age is unknown: the last value remains, and readiness reports the database.
            }
        }
    }
}
