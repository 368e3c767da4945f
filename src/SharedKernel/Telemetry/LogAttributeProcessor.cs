using System.Collections.Frozen;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Gives the attributes of log records the names that spans have, and replaces an exception by its type and stack trace.</summary>
internal sealed class LogAttributeProcessor : BaseProcessor<LogRecord>
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

    public override void OnEnd(LogRecord data)
    {
        var attributes = new List<KeyValuePair<string, object?>>(data.Attributes?.Count ?? 0);
        foreach (var (key, value) in data.Attributes ?? [])
        {
            if (key != Template && value is not null)
            {
                attributes.Add(new(AsOnSpans.GetValueOrDefault(key, key), value));
            }
        }

        // The message of an exception may contain what a customer typed.
        if (data.Exception is { } exception)
        {
            attributes.Add(new("exception.type", exception.GetType().FullName));
            attributes.Add(new("exception.stacktrace", exception.StackTrace ?? ""));
            data.Exception = null;
        }

        data.Attributes = attributes;
    }
}
