using System.Collections.Frozen;
using AstronomyShop.Contracts.Otlp;
using Microsoft.Extensions.Logging;
using Line = OpenTelemetry.Logs.LogRecord;
using Scope = AstronomyShop.Contracts.Otlp.InstrumentationScope;
using Sent = AstronomyShop.Contracts.Otlp.LogRecord;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Converts log records to one OTLP request with one resource per module.</summary>
internal static class OtlpLogs
{
    private const string Template = "{OriginalFormat}";

    // What a log record and a span have in common has the same attribute name, so that one search finds both. A key is spelled as in the
    // message template or, where the template does not have it, as the parameter.
    private static readonly FrozenDictionary<string, string> AsOnSpans = new Dictionary<string, string>
    {
        ["OrderId"] = "demo.order.id",
        ["orderAmount"] = "demo.order.amount",
        ["OrderLines"] = "demo.order.items.count",
        ["shippingAmount"] = "demo.shipping.amount",
        ["orderLines"] = "demo.order.items.count",
        ["orderItems"] = "demo.order.items",
        ["UserCurrency"] = "demo.user_context.selected_currency",
        ["FromCurrency"] = "currency.from",
        ["ToCurrency"] = "currency.to",
        ["Flag"] = TelemetryAttributes.FeatureFlagKey,
        ["flagProvider"] = TelemetryAttributes.FeatureFlagProviderName,
        ["Variant"] = TelemetryAttributes.FeatureFlagResultVariant,
        ["ErrorType"] = TelemetryAttributes.ErrorType,
        ["ProductId"] = "demo.product.id",
        ["ProductName"] = "demo.product.name",
        ["Quantity"] = "demo.product.quantity",
        ["quoteTotal"] = "demo.shipping.quote.cost.total",
        ["DelaySeconds"] = "delay_secs",
        ["paymentAmount"] = "demo.payment.amount",
        ["paymentCurrency"] = "demo.payment.currency",
        ["CardType"] = "demo.payment.card_type",
        ["Card"] = "demo.payment.card_number",
        ["LoyaltyLevel"] = "demo.user_context.loyalty_level",
        ["TrackingId"] = "demo.shipping.tracking.id",
        ["trackingId"] = "demo.shipping.tracking.id",
        ["TransactionId"] = "demo.payment.transaction.id",
        ["UserId"] = TelemetryAttributes.UserId,
        ["Method"] = TelemetryAttributes.HttpRequestMethod,
        ["Path"] = TelemetryAttributes.UrlPath,
        ["StatusCode"] = TelemetryAttributes.HttpResponseStatusCode,
        ["Upstream"] = "upstream.cluster",
        ["urlTemplate"] = "url.template",
        ["serverAddress"] = TelemetryAttributes.ServerAddress,
        ["ServerAddress"] = TelemetryAttributes.ServerAddress,
        ["ServerPort"] = TelemetryAttributes.ServerPort,
        ["destinationAddress"] = "destination.address",
        ["userAgent"] = "user_agent.original",
    }.ToFrozenDictionary();

    public static ExportLogsServiceRequest Request(IReadOnlyList<(Resource Owner, string Category, Sent Line)> batch)
    {
        var request = new ExportLogsServiceRequest();
        foreach (var module in batch.GroupBy(item => item.Owner))
        {
            var lines = new ResourceLogs { Resource = module.Key };
            foreach (var category in module.GroupBy(item => item.Category, item => item.Line))
            {
                var scope = new ScopeLogs { Scope = new Scope { Name = category.Key } };
                scope.LogRecords.Add(category);
                lines.ScopeLogs.Add(scope);
            }

            request.ResourceLogs.Add(lines);
        }

        return request;
    }

    /// <summary>Converted immediately, on the logging thread: the SDK reuses its records.</summary>
    public static Sent Of(Line line)
    {
        var time = OtlpValues.Nanoseconds(line.Timestamp);
        var sent = new Sent
        {
            TimeUnixNano = time,
            ObservedTimeUnixNano = time,
            SeverityNumber = SeverityOf(line.LogLevel),
            SeverityText = line.LogLevel.ToString(),
            Body = new AnyValue { StringValue = line.FormattedMessage ?? line.Body ?? "" },
            EventName = line.EventId.Name ?? "",
            Flags = (uint)line.TraceFlags,
        };
        if (line.TraceId != default)
        {
            sent.TraceId = OtlpValues.Id(line.TraceId);
            sent.SpanId = OtlpValues.Id(line.SpanId);
        }

        foreach (var (key, value) in line.Attributes ?? [])
        {
            if (key != Template && value is not null)
            {
                sent.Attributes.Add(OtlpValues.Pair(AsOnSpans.GetValueOrDefault(key, key), value));
            }
        }

        AddException(sent, line.Exception);
        return sent;
    }

    // The exception message is omitted: it may contain input of the shopper.
    private static void AddException(Sent sent, Exception? exception)
    {
        if (exception is not null)
        {
            sent.Attributes.Add(OtlpValues.Pair("exception.type", exception.GetType().FullName));
            sent.Attributes.Add(OtlpValues.Pair("exception.stacktrace", exception.StackTrace ?? ""));
        }
    }

    private static SeverityNumber SeverityOf(LogLevel level) => level switch
    {
        LogLevel.Trace => SeverityNumber.Trace,
        LogLevel.Debug => SeverityNumber.Debug,
        LogLevel.Information => SeverityNumber.Info,
        LogLevel.Warning => SeverityNumber.Warn,
        LogLevel.Error => SeverityNumber.Error,
        LogLevel.Critical => SeverityNumber.Fatal,
        _ => SeverityNumber.Unspecified,
    };
}
