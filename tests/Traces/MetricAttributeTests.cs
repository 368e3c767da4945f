using System.Collections.Frozen;
using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.Tests.Traces;

/// <summary>
/// Every combination of attribute values is a series that stays in memory until the process exits. So an attribute of a metric has few values, all
/// known to the shop: never a number, and never free text of a caller.
/// </summary>
public sealed class MetricAttributeTests(BothDeploymentsFixture deployments)
{
    // Each with the reason why its values are few.
    private static readonly FrozenDictionary<string, string> Bounded = new Dictionary<string, string>
    {
        ["aspnetcore.rate_limiting.policy"] = "named in the code",
        ["aspnetcore.rate_limiting.result"] = "an enumeration of ASP.NET Core",
        ["aspnetcore.diagnostics.exception.result"] = "an enumeration of ASP.NET Core",
        ["aspnetcore.diagnostics.handler.type"] = "a type of the code",
        ["aspnetcore.routing.is_fallback"] = "true or false",
        ["aspnetcore.routing.match_status"] = "an enumeration of ASP.NET Core",
        ["cpu.mode"] = "user or system",
        ["gc.heap.generation"] = "a generation of the garbage collector",
        ["db.collection.name"] = "a table or stream of the code",
        ["db.operation.name"] = "a command of the code",
        ["db.system.name"] = "a store of the code",
        ["demo.ad.category"] = "only categories that have ads",
        ["demo.ad.request_type"] = "one of two",
        ["demo.ad.response_type"] = "one of two",
        ["demo.exchange.to"] = "only supported currencies",
        ["demo.payment.currency"] = "a currency of ISO 4217",
        ["demo.fraud.verdict"] = "one of three",
        ["otel.component.name"] = "an exporter of the SDK",
        ["otel.component.type"] = "an exporter of the SDK",
        ["recommendation.type"] = "one",
        ["error.type"] = "a status code or an exception type",
        ["feature_flag.key"] = "a flag that the code evaluates",
        ["feature_flag.provider.name"] = "one",
        ["feature_flag.result.reason"] = "an enumeration of OpenFeature",
        ["feature_flag.result.variant"] = "a variant of the flag document",
        ["http.request.method"] = "known methods and _OTHER",
        ["http.response.status_code"] = "a status code of the shop",
        ["http.route"] = "a route of the code",
        ["messaging.destination.name"] = "a topic of the code",
        ["messaging.masstransit.consumer_type"] = "a type of the code",
        ["messaging.masstransit.destination"] = "an endpoint of the code",
        ["messaging.masstransit.exception_type"] = "a type of the code",
        ["messaging.masstransit.message_type"] = "a type of the code",
        ["messaging.masstransit.service"] = "the service name of a module",
        ["messaging.operation.name"] = "an operation of the code",
        ["rpc.method"] = "a method of a contract",
        ["rpc.response.status_code"] = "an enumeration of gRPC",
        ["rpc.system.name"] = "one",
        ["server.address"] = "the service name of a module",
    }.ToFrozenDictionary();

    // The only attribute with a number, because HTTP status codes are numbers. They are few.
    private const string StatusCode = "http.response.status_code";

    [Theory, InlineData(false), InlineData(true)]
    public void Every_attribute_of_a_metric_has_few_values(bool isSplit) =>
        Attributes(isSplit).Select(one => one.Attribute.Key).Distinct().Except(Bounded.Keys).Order().Should().BeEmpty("each attribute must be listed here with the reason why its values are few");

    [Theory, InlineData(false), InlineData(true)]
    public void No_number_is_an_attribute_of_a_metric(bool isSplit) =>
        Attributes(isSplit).Where(one => one.Attribute.Key != StatusCode && one.Attribute.Value.ValueCase is AnyValue.ValueOneofCase.IntValue or AnyValue.ValueOneofCase.DoubleValue)
            .Select(one => $"{one.Metric}: {one.Attribute.Key}").Distinct().Should().BeEmpty();

    private IEnumerable<(string Metric, KeyValue Attribute)> Attributes(bool isSplit) =>
        deployments[isSplit].Telemetry.Metrics.SelectMany(metric => metric.Attributes.Select(attribute => (metric.Metric.Name, attribute)));
}
