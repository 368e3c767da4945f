using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Tests.Observatory;

/// <summary>The calling module: it requests a price from the other module and logs the call.</summary>
internal sealed class TelemetryTestModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Stall", "stall") { Calls = [QuoteService.Descriptor], Serves = [AdService.Descriptor], Criticality = "critical" };

    public void Add(ModuleBuilder module) => module.AddGrpcService<TelemetryTestGrpcService>(AdService.BindService);
}

internal sealed class TelemetryTestGrpcService(QuoteService.QuoteServiceClient prices, ILoggerFactory loggers, ModuleTelemetry telemetry) : AdService.AdServiceBase
{
    private readonly ILogger logger = loggers.CreateLogger("AstronomyShop.Modules.Stall.StallApi");
    private readonly System.Diagnostics.Metrics.Counter<long> requestCounter = telemetry.Meter.CreateCounter<long>("demo.stall.asked");

    public override async Task<AdResponse> GetAds(AdRequest request, ServerCallContext context)
    {
        requestCounter.Add(1);
        await prices.CalculateQuoteAsync(new CalculateQuoteRequest { NumberOfItems = 1 }, cancellationToken: context.CancellationToken);
        TelemetryTestLog.RequestReceived(logger);
        return new AdResponse();
    }
}

/// <summary>The called module: it returns a price and records a span for that.</summary>
internal sealed class TelemetryCalleeModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Price", "price") { Serves = [QuoteService.Descriptor] };

    public void Add(ModuleBuilder module) => module.AddGrpcService<TelemetryCalleeGrpcService>(QuoteService.BindService);
}

internal sealed class TelemetryCalleeGrpcService(ModuleTelemetry telemetry) : QuoteService.QuoteServiceBase
{
    public override Task<CalculateQuoteResponse> CalculateQuote(CalculateQuoteRequest request, ServerCallContext context)
    {
        using var span = telemetry.StartSpan("calculate");
        return Task.FromResult(new CalculateQuoteResponse());
    }
}

internal static partial class TelemetryTestLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "stall.asked", Message = "A price was asked for")]
    public static partial void RequestReceived(ILogger logger);
}
