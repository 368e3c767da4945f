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
    private const int MaxAmounts = 1_000;

    private readonly Counter<long> conversions = telemetry.Counter(CurrencyTelemetry.Conversions);

    public override Task<GetSupportedCurrenciesResponse> GetSupportedCurrencies(Empty request, ServerCallContext context)
    {
        CurrencyLog.Listed(logger, ExchangeRates.Codes.Count);
        return Task.FromResult(new GetSupportedCurrenciesResponse { CurrencyCodes = { ExchangeRates.Codes } });
    }

    public override Task<MoneyMessage> Convert(CurrencyConversionRequest request, ServerCallContext context) =>
        Task.FromResult(Convert([request.From], request.ToCode)[0]);

    public override Task<ConvertAllResponse> ConvertAll(ConvertAllRequest request, ServerCallContext context) =>
        request.From.Count is > 0 and <= MaxAmounts
            ? Task.FromResult(new ConvertAllResponse { Converted = { Convert(request.From, request.ToCode) } })
            : throw RpcErrors.InvalidArgument("from", $"must have 1 to {MaxAmounts} amounts");

    private List<MoneyMessage> Convert(IList<MoneyMessage?> amounts, string target)
    {
        Activity.Current?.AddEvent(new ActivityEvent(CurrencyTelemetry.Converting));
        try
        {
            var converted = amounts.Select(amount => Convert(amount, target)).ToList();
            Activity.Current?.AddEvent(new ActivityEvent(CurrencyTelemetry.Converted));
            conversions.Add(converted.Count, new KeyValuePair<string, object?>(CurrencyTelemetry.To, target));
            foreach (var source in amounts.Select(amount => amount!.CurrencyCode).Distinct())
            {
                CurrencyLog.Converted(logger, source, target);
            }

            return converted;
        }
        catch (RpcException exception)
        {
            CurrencyLog.Refused(logger, exception.Status.StatusCode.ToString());
            throw;
        }
    }

    private static MoneyMessage Convert(MoneyMessage? from, string to)
    {
        var amount = AmountOf(from);
        var (source, target) = (RateOf(amount.Currency, "from.currency_code"), RateOf(to, "to_code"));
        Activity.Current?.SetTag(CurrencyTelemetry.From, amount.Currency);
        Activity.Current?.SetTag(CurrencyTelemetry.To, to);
        try
        {
            return amount.ConvertTo(to, target, source).ToMessage();
        }
        catch (OverflowException)
        {
            throw RpcErrors.InvalidArgument("from.units", "is too large to convert");
        }
    }

    private static Money AmountOf(MoneyMessage? from)
    {
        if (from is null)
        {
            throw RpcErrors.InvalidArgument("from", "is missing");
        }

        try
        {
            return Money.From(from);
        }
        catch (FormatException exception)
        {
            throw RpcErrors.InvalidArgument("from", exception.Message);
        }
    }

    private static decimal RateOf(string currency, string field) =>
        ExchangeRates.TryFind(currency, out var rate) ? rate : throw RpcErrors.InvalidArgument(field, "is not a supported currency");
}
