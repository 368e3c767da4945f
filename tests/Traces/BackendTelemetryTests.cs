using System.Text.RegularExpressions;

namespace AstronomyShop.Tests.Traces;

/// <summary>The OTLP data contains what the public shop's telemetry tests require, and no name that the current semantic conventions retired.</summary>
public sealed partial class BackendTelemetryTests(BothDeploymentsFixture deployments)
{
    private static readonly string[] WithLogs =
    [
        "accounting", "ad", "cart", "checkout", "currency", "email", "fraud-detection", "frontend-proxy", "load-generator", "payment", "product-catalog", "quote",
        "recommendation", "shipping",
    ];

    private static readonly string[] Services = [.. WithLogs, "frontend", "image-provider"];

    private static readonly string[] Edges =
    [
        "frontend>ad", "frontend>recommendation", "frontend>product-catalog", "frontend>cart", "frontend>checkout",
        "checkout>cart", "checkout>payment", "checkout>shipping", "checkout>email", "checkout>product-catalog", "checkout>currency",
        "recommendation>product-catalog", "shipping>quote",
    ];

    [Theory, InlineData(false), InlineData(true)]
    public void Every_service_has_traces_metrics_and_logs(bool isSplit)
    {
        var telemetry = deployments[isSplit].Telemetry;

        telemetry.Spans.Select(span => span.Service).Distinct().Should().Contain(Services);
        telemetry.Metrics.Select(metric => metric.Service).Distinct().Should().Contain(Services);
        telemetry.Lines.Select(line => line.Service).Distinct().Should().Contain(WithLogs);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Every_edge_is_a_client_span_and_its_server_span(bool isSplit)
    {
        var spans = deployments[isSplit].Telemetry.Spans.ToDictionary(span => (span.TraceId, span.Id));

        var edges = spans.Values
            .Where(span => spans.TryGetValue((span.TraceId, span.ParentId), out var parent) && parent.Service != span.Service)
            .Select(span => (Parent: spans[(span.TraceId, span.ParentId)], Child: span))
            .ToList();

        edges.Select(edge => $"{edge.Parent.Service}>{edge.Child.Service}").Distinct().Should().Contain(Edges);
        edges.Select(edge => $"{edge.Parent.Span.Kind}>{edge.Child.Span.Kind}").Distinct().Should().BeEquivalentTo("Client>Server", "Producer>Consumer");
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Browser_spans_keep_their_service_and_continue_in_the_shop(bool isSplit)
    {
        var telemetry = deployments[isSplit].Telemetry;

        telemetry.Spans.Where(span => span.Service == "frontend-web").Where(received => HasContinuation(received.TraceId, received.Id)).Should().NotBeEmpty();

        bool HasContinuation(string traceId, string id) =>
            telemetry.SpansOf(traceId).Any(span => span.Service == "frontend-proxy" && span.ParentId == id) && telemetry.SpansOf(traceId).Any(span => span.Service == "frontend");
    }

    [Fact]
    public void The_runtime_of_a_process_is_measured_once()
    {
        ServicesWith(isSplit: false).Should().Equal("frontend-proxy");
        ServicesWith(isSplit: true).Should().Contain(["cart", "checkout", "frontend-proxy"]);

        IEnumerable<string> ServicesWith(bool isSplit) =>
            deployments[isSplit].Telemetry.Metrics.Where(metric => metric.Metric.Name == "dotnet.gc.collections").Select(metric => metric.Service).Distinct();
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Messaging_spans_record_the_system_and_the_destination(bool isSplit)
    {
        var spans = deployments[isSplit].Telemetry.Spans;

        TagsOf("orders publish", "checkout").Should().NotBeEmpty().And.AllSatisfy(tags => tags.Should().Contain(
            "messaging.system=masstransit", "messaging.destination.name=orders", "messaging.operation.name=publish", "messaging.operation.type=send"));
        foreach (var consumer in (string[])["accounting", "fraud-detection"])
        {
            TagsOf("orders process", consumer).Should().NotBeEmpty().And.AllSatisfy(tags => tags.Should().Contain(
                "messaging.system=masstransit", "messaging.destination.name=orders", "messaging.operation.name=process", "messaging.operation.type=process",
                $"messaging.consumer.group.name={consumer}"));
        }

        IEnumerable<IEnumerable<string>> TagsOf(string name, string service) =>
            spans.Where(span => span.Span.Name == name && span.Service == service).Select(span => span.Attributes.Select(pair => $"{pair.Key}={pair.Value.StringValue}"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_metric_of_the_public_slow_cart_alert_exists(bool isSplit)
    {
        var added = deployments[isSplit].Telemetry.Metrics
            .Where(metric => metric is { Service: "cart", Metric: { Name: "http.server.request.duration", Unit: "s" } })
            .SelectMany(metric => metric.Metric.Histogram.DataPoints)
            .Where(point => point.Attributes.Any(pair => pair.Key == "http.route" && pair.Value.StringValue == "/oteldemo.CartService/AddItem"))
            .ToList();

        added.Should().NotBeEmpty().And.OnlyContain(point => point.Attributes.Any(pair => pair.Key == "http.request.method" && pair.Value.StringValue == "POST"));
        added.Should().OnlyContain(point => point.ExplicitBounds.First() == 0.005 && point.ExplicitBounds.Last() == 10);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Cart_metrics_have_exemplars(bool isSplit)
    {
        var telemetry = deployments[isSplit].Telemetry;
        var traces = telemetry.Spans.Select(span => span.Span.TraceId).ToHashSet();

        telemetry.Metrics.Where(metric => metric.Metric.Name == "demo.cart.add_item.latency")
            .SelectMany(metric => metric.Metric.Histogram.DataPoints)
            .SelectMany(point => point.Exemplars)
            .Should().Contain(exemplar => traces.Contains(exemplar.TraceId));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Spans_carry_the_session_and_the_mark_of_synthetic_traffic(bool isSplit)
    {
        var spans = deployments[isSplit].Telemetry.Spans;

        ValuesOf(spans, "oteldemo.AdService/GetAds", "session.id").Should().NotBeEmpty();
        ValuesOf(spans, "oteldemo.AdService/GetAds", "enduser.id").Should().NotBeEmpty();
        ValuesOf(spans, "charge", "enduser.id").Should().NotBeEmpty();
        ValuesOf(spans, "charge", "user_agent.synthetic.type").Should().Contain("test");
        ValuesOf(spans, "oteldemo.CheckoutService/PlaceOrder", "user_agent.synthetic.type").Should().Contain("test");
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Log_lines_have_the_fields_of_the_schema(bool isSplit)
    {
        KeysOf("checkout.order.placed").Should().Contain("demo.order.id", "demo.order.amount", "demo.order.items.count", "demo.shipping.amount", "demo.shipping.tracking.id");
        KeysOf("checkout.order.requested").Should().Contain("user.id", "demo.user_context.selected_currency");
        KeysOf("checkout.order.charged").Should().Contain("demo.payment.transaction.id");
        KeysOf("accounting.order.received").Should()
            .Contain("demo.order.id", "demo.order.amount", "demo.order.items", "demo.order.items.count", "demo.shipping.amount", "demo.shipping.tracking.id");
        KeysOf("cart.add_item").Should().Contain("user.id", "demo.product.id", "demo.product.quantity");
        KeysOf("currency.conversion").Should().Contain("currency.from", "currency.to");
        KeysOf("currency.server.started").Should().Contain("server.address", "server.port");
        KeysOf("email.confirmation_sent").Should().Contain("demo.order.id");
        KeysOf("payment.transaction.complete").Should().Contain(
            "demo.payment.transaction.id", "demo.payment.amount", "demo.payment.currency", "demo.payment.card_type", "demo.payment.card_number",
            "demo.user_context.loyalty_level");
        KeysOf("product_catalog.product_found").Should().Contain("demo.product.id", "demo.product.name");
        KeysOf("quote.calculated").Should().Contain("demo.shipping.quote.cost.total");
        KeysOf("shipping.server.started").Should().Contain("server.address");
        KeysOf("shipping.quote.sent").Should().Contain("dollars", "cents");
        KeysOf("shipping.tracking_id.created").Should().Contain("demo.shipping.tracking.id");
        KeysOf("shipping.feature_flag.evaluated").Should().Contain("feature_flag.key", "feature_flag.provider.name", "feature_flag.result.variant");
        KeysOf("proxy.access").Should().Contain("url.path", "url.template", "upstream.cluster", "server.address", "destination.address", "user_agent.original")
            .And.NotContain("url.query", "url.full", "source.address");

        string[] KeysOf(string name) =>
            [.. deployments[isSplit].Telemetry.Lines.Where(line => line.Line.EventName == name).SelectMany(line => line.Line.Attributes).Select(pair => pair.Key).Distinct()];
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Each_module_counts_the_flag_evaluations_that_it_makes(bool isSplit)
    {
        var counts = deployments[isSplit].Telemetry.Metrics.Where(metric => metric.Metric.Name.StartsWith("feature_flag.", StringComparison.Ordinal)).ToList();

        counts.Select(metric => metric.Service).Distinct().Should().BeEquivalentTo(
            "ad", "cart", "checkout", "email", "fraud-detection", "frontend", "load-generator", "payment", "product-catalog", "recommendation", "shipping");
        FlagsOf("shipping", "feature_flag.evaluation_success_total").Should().Equal("intlShippingSlowdown");
        FlagsOf("cart", "feature_flag.evaluation_error_total").Should().Equal("cartFailure");
        counts.Should().OnlyContain(metric => metric.Kind == "counter");

        IEnumerable<string> FlagsOf(string service, string name) =>
            counts.Where(metric => metric.Service == service && metric.Metric.Name == name)
                .SelectMany(metric => metric.Attributes).Where(pair => pair.Key == "feature_flag.key").Select(pair => pair.Value.StringValue).Distinct();
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Virtual_users_have_the_metrics_of_the_public_load_script(bool isSplit)
    {
        var measured = deployments[isSplit].Telemetry.Metrics.Where(metric => metric.Service == "load-generator").ToLookup(metric => metric.Metric.Name);

        measured["k6.vus"].Should().NotBeEmpty().And.OnlyContain(metric => metric.Metric.Unit == "{user}" && metric.Kind == "updowncounter");
        measured["k6.vus"].SelectMany(metric => metric.Metric.Sum.DataPoints).Max(point => point.AsInt).Should().Be(5, "five is the default number of users");
        measured["k6.iterations"].Should().NotBeEmpty().And.OnlyContain(metric => metric.Metric.Unit == "{iteration}" && metric.Kind == "counter");
        var requests = measured["http.client.request.duration"].ToList();
        requests.Should().NotBeEmpty().And.OnlyContain(metric => metric.Metric.Unit == "s");
        requests.SelectMany(metric => metric.Metric.Histogram.DataPoints).Select(point => point.Attributes.Select(pair => pair.Key))
            .Should().AllSatisfy(labels => labels.Should().BeEquivalentTo("http.request.method", "http.response.status_code", "server.address"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void No_retired_semantic_convention_name_is_used(bool isSplit)
    {
        var telemetry = deployments[isSplit].Telemetry;
        string[] names =
        [
            .. telemetry.Spans.SelectMany(span => span.Attributes).Select(pair => pair.Key),
            .. telemetry.Metrics.SelectMany(metric => metric.Attributes).Select(pair => pair.Key),
            .. telemetry.Metrics.Select(metric => metric.Metric.Name),
            .. telemetry.Lines.SelectMany(line => line.Line.Attributes).Select(pair => pair.Key),
        ];

        names.Where(name => Retired().IsMatch(name)).Distinct().Should().BeEmpty();
    }

    [Theory]
    [InlineData("rpc.service", true), InlineData("rpc.system", true), InlineData("rpc.system.name", false), InlineData("http.method", true)]
    [InlineData("http.route", false), InlineData("net.peer.name", true), InlineData("db.system", true), InlineData("db.system.name", false)]
    [InlineData("messaging.operation", true), InlineData("messaging.operation.name", false), InlineData("rpc.server.duration", true)]
    public void A_retired_name_is_reported(string name, bool isRetired) => Retired().IsMatch(name).Should().Be(isRetired);

    private static IEnumerable<string> ValuesOf(IEnumerable<RecordedSpan> spans, string name, string attribute) =>
        spans.Where(span => span.Span.Name == name).SelectMany(span => span.Attributes).Where(pair => pair.Key == attribute).Select(pair => pair.Value.StringValue);

    [GeneratedRegex(
        @"^(rpc\.(service|system|grpc\..*|(server|client)\.duration)" +
        @"|http\.(method|status_code|url|target|scheme|host|flavor|user_agent|client_ip|(server|client)\.duration)" +
        @"|net\.(peer|host|sock|transport|protocol)\b.*" +
        @"|db\.(system|name|statement|operation|user|connection_string|sql\.table)" +
        @"|messaging\.(operation|destination|url|protocol|temp_destination|message_id|consumer_id))$")]
    private static partial Regex Retired();
}
