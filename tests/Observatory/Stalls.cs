using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Tests.Observatory;

/// <summary>A module that sells: it asks the other for a price and says that it did.</summary>
internal sealed class StallModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Stall", "stall") { Calls = [QuoteService.Descriptor], Serves = [AdService.Descriptor], Criticality = "critical" };

    public void Add(ModuleBuilder module) => module.AddGrpcService<StallApi>(AdService.BindService);
}

internal sealed class StallApi(QuoteService.QuoteServiceClient prices, ILoggerFactory loggers, ModuleTelemetry telemetry) : AdService.AdServiceBase
{
    private readonly ILogger log = loggers.CreateLogger("AstronomyShop.Modules.Stall.StallApi");
    private readonly System.Diagnostics.Metrics.Counter<long> asked = telemetry.Meter.CreateCounter<long>("demo.stall.asked");

    public override async Task<AdResponse> GetAds(AdRequest request, ServerCallContext context)
    {
        asked.Add(1);
        await prices.CalculateQuoteAsync(new CalculateQuoteRequest { NumberOfItems = 1 }, cancellationToken: context.CancellationToken);
        StallLog.Asked(log);
        return new AdResponse();
    }
}

/// <summary>A module that knows prices.</summary>
internal sealed class PriceModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Price", "price") { Serves = [QuoteService.Descriptor] };

    public void Add(ModuleBuilder module) => module.AddGrpcService<PriceApi>(QuoteService.BindService);
}

internal sealed class PriceApi : QuoteService.QuoteServiceBase
{
    public override Task<CalculateQuoteResponse> CalculateQuote(CalculateQuoteRequest request, ServerCallContext context) =>
        Task.FromResult(new CalculateQuoteResponse());
}

internal static partial class StallLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "stall.asked", Message = "A price was asked for")]
    public static partial void Asked(ILogger logger);
}
