using System.IO.Compression;
using System.Net;
using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;

namespace AstronomyShop.Tests.Observatory;

public sealed class ObservatoryPagesTests : ObservatoryFixture
{
    [Theory]
    [InlineData("service=checkout", true), InlineData("service=quote", false)]
    [InlineData("operation=orders+process", true), InlineData("operation=orders", false)]
    [InlineData("min=45ms", true), InlineData("min=2s", false)]
    [InlineData("error=true", true), InlineData("error=true&service=cart", false)]
    [InlineData("text=demo.order.id%3Dorder-42", true), InlineData("text=order-43", false)]
    public async Task A_trace_is_found_by_the_content_of_one_span(string search, bool isFound)
    {
        var page = await PageAsync($"/observatory/?{search}");

        page.Contains($"/observatory/traces/{PurchaseTelemetry.Trace}", StringComparison.Ordinal).Should().Be(isFound);
    }

    [Fact]
    public async Task A_trace_shows_every_span_with_its_attributes()
    {
        var page = await PageAsync($"/observatory/traces/{PurchaseTelemetry.Trace}");

        page.Split("<details class=\"span").Length.Should().Be(11);
        page.Should().Contain("order-42 &lt;script&gt;").And.Contain("<b>charged</b>").And.Contain("order.placed");
        page.Should().Contain($"/observatory/traces/{Convert.ToHexStringLower(PurchaseTelemetry.NewTrace(7).Span)}");
        page.Should().Contain("<dt>Services</dt><dd>6</dd>").And.Contain("<dt>Errors</dt><dd>1</dd>");
    }

    [Fact]
    public async Task The_map_shows_calls_between_services_and_none_within_a_service()
    {
        var page = await PageAsync("/observatory/map");

        page.Should().Contain("frontend → checkout:").And.Contain("checkout → cart:").And.Contain("checkout → accounting:").And.Contain("checkout → email:");
        page.Should().NotContain("checkout → checkout");
        page.Should().Contain("100 % errors", "the only call to email failed");
    }

    [Fact]
    public async Task Rates_errors_and_durations_are_shown_for_each_operation()
    {
        var page = await PageAsync("/observatory/metrics");

        page.Replace("<wbr>", "", StringComparison.Ordinal).Should().Contain("POST /api/checkout").And.Contain("orders process").And.Contain("<polyline");
    }

    [Fact]
    public async Task Every_metric_is_shown_by_its_name()
    {
        var page = await PageAsync("/observatory/metrics?name=demo.payment.transactions");

        page.Should().Contain("0.5 {transaction}/s", "there are five transactions in ten seconds");
    }

    [Theory, InlineData("service=checkout", true), InlineData("severity=Error", false), InlineData("severity=Warn", true), InlineData("text=placed", true), InlineData("text=refused", false)]
    public async Task A_log_line_links_to_its_span(string search, bool isFound)
    {
        var page = await PageAsync($"/observatory/logs?{search}");

        page.Contains($"/observatory/traces/{PurchaseTelemetry.Trace}#in-0000000000000003", StringComparison.Ordinal).Should().Be(isFound);
    }

    [Theory]
    [InlineData("/observatory/?text="), InlineData("/observatory/?operation="), InlineData("/observatory/logs?text="), InlineData("/observatory/metrics?name=")]
    public async Task Search_words_are_encoded(string search)
    {
        var page = await PageAsync($"{search}{Uri.EscapeDataString("\"><b>'&")}");

        page.Should().Contain("&quot;&gt;&lt;b&gt;&#x27;&amp;").And.NotContain("\"><b>'");
    }

    [Fact]
    public async Task A_duration_that_cannot_be_read_is_encoded_too()
    {
        var response = await Shop.Management.GetAsync($"/observatory/?min={Uri.EscapeDataString("\"><b>'&")}", TestCancellation);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(TestCancellation)).Should().NotContain("\"><b>'");
    }

    [Fact]
    public async Task Pages_allow_no_script_and_no_external_content()
    {
        var response = await Shop.Management.GetAsync("/observatory/", TestCancellation);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().Contain("default-src 'none'").And.Contain("style-src 'self'").And.NotContain("unsafe").And.NotContain("script-src");
        (await Shop.Management.GetAsync("/observatory/observatory.css", TestCancellation)).Content.Headers.ContentType!.MediaType.Should().Be("text/css");
    }

    // The root span of the edge has the same name for every request.
    [Fact]
    public async Task A_trace_that_begins_at_the_edge_has_the_name_of_the_first_server_span_behind_it()
    {
        var trace = PurchaseTelemetry.NewTrace(300);
        (string Service, string Name, Span.Types.SpanKind Kind)[] steps =
        [
            ("frontend-proxy", "ingress", Span.Types.SpanKind.Server), ("frontend-proxy", "router frontend egress", Span.Types.SpanKind.Client),
            ("frontend", "GET /cart", Span.Types.SpanKind.Server), ("cart", "oteldemo.CartService/GetCart", Span.Types.SpanKind.Server),
        ];
        var request = new ExportTraceServiceRequest();
        foreach (var (index, (service, name, kind)) in steps.Index())
        {
            var span = PurchaseTelemetry.NewSpan(trace, index + 1, name, StartTime.AddMilliseconds(index), TimeSpan.FromMilliseconds(20 - index));
            span.Kind = kind;
            span.ParentSpanId = index == 0 ? ByteString.Empty : PurchaseTelemetry.Id(index);
            request.ResourceSpans.Add(new ResourceSpans { Resource = PurchaseTelemetry.Service(service), ScopeSpans = { new ScopeSpans { Spans = { span } } } });
        }

        await new TraceService.TraceServiceClient(Shop.Channel).ExportAsync(request, cancellationToken: TestCancellation);

        (await PageAsync("/observatory/?service=frontend-proxy")).Should().Contain("<b>GET /cart</b>").And.NotContain("<b>ingress</b>");
        (await PageAsync($"/observatory/traces/{Convert.ToHexStringLower(trace.Span)}")).Should().Contain("<h1>GET /cart</h1>");
    }

    [Fact]
    public async Task A_trace_of_two_hundred_spans_has_one_row_per_span()
    {
        var trace = PurchaseTelemetry.NewTrace(200);
        var spans = Enumerable.Range(1, 200).Select(number => PurchaseTelemetry.NewSpan(trace, number, $"step {number}", StartTime.AddMilliseconds(number), TimeSpan.FromMilliseconds(5)));
        var request = new ExportTraceServiceRequest
        {
            ResourceSpans = { new ResourceSpans { Resource = PurchaseTelemetry.Service("quote"), ScopeSpans = { new ScopeSpans { Spans = { spans } } } } },
        };
        using var body = new ByteArrayContent(request.ToByteArray());
        body.Headers.ContentType = new("application/x-protobuf");

        var taken = await Shop.Management.PostAsync("/v1/traces", body, TestCancellation);

        taken.StatusCode.Should().Be(HttpStatusCode.OK);
        var page = await PageAsync($"/observatory/traces/{Convert.ToHexStringLower(trace.Span)}");
        page.Split("<details class=\"span").Length.Should().Be(201);
    }

    [Theory]
    [InlineData("application/x-protobuf", "gzip", HttpStatusCode.OK)]
    [InlineData("Application/X-Protobuf", "GZIP", HttpStatusCode.OK)]
    [InlineData("application/x-protobuf; charset=utf-8", "x-gzip", HttpStatusCode.OK)]
    [InlineData("application/x-protobuf", "br", HttpStatusCode.UnsupportedMediaType)]
    public async Task Media_types_and_content_codings_are_accepted_in_any_case(string type, string coding, HttpStatusCode expected)
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(new ExportTraceServiceRequest().ToByteArray(), TestCancellation);
        }

        using var body = new ByteArrayContent(packed.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", type);
        body.Headers.TryAddWithoutValidation("Content-Encoding", coding);

        (await Shop.Management.PostAsync("/v1/traces", body, TestCancellation)).StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task A_body_that_is_not_telemetry_is_rejected()
    {
        using var text = new StringContent("{}");
        using var rubbish = new ByteArrayContent([1, 2, 3]);
        rubbish.Headers.ContentType = new("application/x-protobuf");

        (await Shop.Management.PostAsync("/v1/logs", text, TestCancellation)).StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await Shop.Management.PostAsync("/v1/logs", rubbish, TestCancellation)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }
}
