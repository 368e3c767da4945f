using System.Diagnostics;
using System.Diagnostics.Metrics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Currency;

internal sealed class CurrencyGrpcService(ModuleTelemetry telemetry, ILogger<CurrencyGrpcService> logger) : CurrencyService.CurrencyServiceBase
{
    private readonly Counter<long> conversions = telemetry.Counter(CurrencyTelemetry.Conversions);

    public override Task<GetSupportedCurrenciesResponse> GetSupportedCurrencies(Empty request, ServerCallContext context)
    {
        CurrencyLog.Listed(logger, ExchangeRates.Codes.Count);
        return Task.FromResult(new GetSupportedCurrenciesResponse { CurrencyCodes = { ExchangeRates.Codes } });
    }

    public override Task<MoneyMessage> Convert(CurrencyConversionRequest request, ServerCallContext context)
    {
        Activity.Current?.AddEvent(new ActivityEvent(CurrencyTelemetry.Converting));
        try
        {
            var converted = Convert(request);
            Activity.Current?.AddEvent(new ActivityEvent(CurrencyTelemetry.Converted));
            conversions.Add(1, new KeyValuePair<string, object?>(CurrencyTelemetry.To, request.ToCode));
            CurrencyLog.Converted(logger, request.From.CurrencyCode, request.ToCode);
            return Task.FromResult(converted);
        }
        catch (RpcException exception)
        {
            CurrencyLog.Refused(logger, exception.Status.StatusCode.ToString());
            throw;
        }
    }

    private static MoneyMessage Convert(CurrencyConversionRequest request)
    {
        var amount = AmountOf(request);
        var (source, target) = (RateOf(amount.Currency, "from.currency_code"), RateOf(request.ToCode, "to_code"));
        Activity.Current?.SetTag(CurrencyTelemetry.From, amount.Currency);
        Activity.Current?.SetTag(CurrencyTelemetry.To, request.ToCode);
        try
        {
            return amount.ConvertTo(request.ToCode, target, source).ToMessage();
        }
        catch (OverflowException)
        {
            throw RpcErrors.InvalidArgument("from.units", "is too large to convert");
        }
    }

    private static Money AmountOf(CurrencyConversionRequest request)
    {
        if (request.From is null)
        {
            throw RpcErrors.InvalidArgument("from", "is missing");
        }

        try
        {
            return Money.From(request.From);
        }
        catch (FormatException exception)
        {
            throw RpcErrors.InvalidArgument("from", exception.Message);
        }
    }

    private static decimal RateOf(string currency, string field) =>
        ExchangeRates.TryFind(currency, out var rate) ? rate : throw RpcErrors.InvalidArgument(field, "is not a supported currency");
}
