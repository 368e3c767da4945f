using System.Diagnostics;
using System.Diagnostics.Metrics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Quote;

internal sealed class QuoteGrpcService(ModuleTelemetry telemetry, ILogger<QuoteGrpcService> logger) : QuoteService.QuoteServiceBase
{
    // A larger number is a mistake rather than an order, so it is rejected and not priced.
    private const int MaxItems = 1_000_000;

    private static readonly Money PerItem = new("USD", 8.99m);

    private readonly Counter<long> quotes = telemetry.Counter(QuoteTelemetry.Quotes);

    public override Task<CalculateQuoteResponse> CalculateQuote(CalculateQuoteRequest request, ServerCallContext context)
    {
        Activity.Current?.AddEvent(new ActivityEvent(QuoteTelemetry.Received));
        if (request.NumberOfItems is < 0 or > MaxItems)
        {
            throw RpcErrors.InvalidArgument("number_of_items", $"must be 0 to {MaxItems}");
        }

        var cost = CostOf(request.NumberOfItems);
        Activity.Current?.AddEvent(new ActivityEvent(QuoteTelemetry.Processed, tags: new() { [QuoteTelemetry.CostTotal] = ForSpan(cost) }));
        quotes.Add(1);
        QuoteLog.Calculated(logger, request.NumberOfItems, cost, ForSpan(cost));
        return Task.FromResult(new CalculateQuoteResponse { CostUsd = cost.ToMessage() });
    }

    private Money CostOf(int items)
    {
        using var span = telemetry.StartSpan(QuoteTelemetry.Calculate);
        span?.AddEvent(new ActivityEvent(QuoteTelemetry.Calculating));
        var cost = PerItem * items;
        span?.SetTag(QuoteTelemetry.ItemsCount, items);
        span?.SetTag(QuoteTelemetry.CostTotal, ForSpan(cost));
        span?.AddEvent(new ActivityEvent(QuoteTelemetry.Calculated));
        return cost;
    }

    // The demo's telemetry schema requires a double here; nothing is computed with it.
    private static double ForSpan(Money cost) => (double)cost.Amount;
}
