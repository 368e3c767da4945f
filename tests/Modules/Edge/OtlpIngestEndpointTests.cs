using System.Net;
using System.Text;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>Any client may send browser telemetry. Its size is limited and its origin is marked.</summary>
[Collection(RecordsTraces.Name)]
public sealed class OtlpIngestEndpointTests : IAsyncLifetime
{
    private const string Json = "application/json";
    private const string Protobuf = "application/x-protobuf";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private readonly RecordingTelemetryTarget observatory = new();
    private EdgeShop shop = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => shop = await EdgeShop.OpenAsync(
        isApart: false, [new HeaderEchoModule(), observatory], [("Modules:Edge:ReportsAtOnce", "20"), ("Modules:Edge:ReportsPerSecond", "1")]);

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Theory]
    [InlineData("frontend-web", "frontend-web")]
    [InlineData("checkout", "frontend-web")]
    [InlineData("react-native-app", "react-native-app")]
    public async Task Spans_in_JSON_get_the_service_name_of_a_browser_or_a_phone(string reportedService, string service)
    {
        var response = await SendAsync(Json, Encoding.UTF8.GetBytes($$$"""
            {"resourceSpans": [{
              "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "{{{reportedService}}}"}}, {"key": "service.criticality", "value": {"stringValue": "critical"}}]},
              "scopeSpans": [{"scope": {"name": "fetch"}, "spans": [{
                "traceId": "{{{Trace}}}", "spanId": "b7ad6b7169203331", "parentSpanId": "00f067aa0ba902b7", "name": "POST 4432 8015 6152 0454 ana@example.org", "kind": 3,
                "startTimeUnixNano": "{{{Now(-2)}}}", "endTimeUnixNano": "{{{Now(-1)}}}", "status": {"code": 2, "message": "4432-8015-6152-0454"},
                "attributes": [
                  {"key": "session.id", "value": {"stringValue": "3f0d1c52-9d64-4a5e-8f64-1f2a3b4c5d6e"}},
                  {"key": "enduser.id", "value": {"stringValue": "4432-8015-6152-0454"}},
                  {"key": "target_element", "value": {"stringValue": "ana@example.org"}},
                  {"key": "web_vital.value", "value": {"intValue": "4432801561520454"}},
                  {"key": "browser.mobile", "value": {"doubleValue": 4432801561520454}},
                  {"key": "http.url", "value": {"stringValue": "http://localhost:8080/api/cart/4432801561520454?sessionId=ana"}},
                  {"key": "http.response.status_code", "value": {"intValue": "200"}},
                  {"key": "user.email", "value": {"stringValue": "ana@example.org"}},
                  {"key": "event_type", "value": {"kvlistValue": {"values": []} } }],
                "events": [{"name": "exception", "timeUnixNano": "{{{Now(-1)}}}", "attributes": [{"key": "exception.message", "value": {"stringValue": "ana@example.org"}}]}]
              }]}]}]}
            """));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(TestCancellation)).Should().NotContain("rejected");
        var received = await observatory.NextAsync(TestCancellation);
        Attribute(received.Resource.Attributes, "service.name").Should().Be(service);
        Attribute(received.Resource.Attributes, "service.namespace").Should().Be("opentelemetry-demo");
        var span = received.ScopeSpans.Single().Spans.Single();
        Convert.ToHexStringLower(span.TraceId.Span).Should().Be(Trace);
        Convert.ToHexStringLower(span.ParentSpanId.Span).Should().Be("00f067aa0ba902b7");
        span.Kind.Should().Be(Span.Types.SpanKind.Client);
        span.Attributes.Select(pair => pair.Key).Should().Equal("session.id", "url.full", "http.response.status_code");
        Attribute(span.Attributes, "url.full").Should().Be("http://localhost:8080/api/cart/*");
        span.Name.Should().Be("POST * * * * *");
        received.ToString().Should().NotContain("example.org").And.NotContain("4432").And.NotContain("critical");
    }

    [Fact]
    public async Task Spans_in_protobuf_are_accepted_and_invalid_spans_are_counted()
    {
        var request = Request(
            NewSpan("documentLoad", -2),
            NewSpan(new string('x', 5_000), -2),
            NewSpan("of yesterday", -86_400),
            NewSpan("of tomorrow", 86_400),
            new Span { Name = "nobody's", StartTimeUnixNano = Now(-2), EndTimeUnixNano = Now(-1) });

        var response = await SendAsync(Protobuf, request.ToByteArray());

        response.Content.Headers.ContentType!.MediaType.Should().Be(Protobuf);
        ExportTraceServiceResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(TestCancellation)).PartialSuccess.RejectedSpans.Should().Be(3);
        var spans = (await observatory.NextAsync(TestCancellation)).ScopeSpans.Single().Spans;
        spans.Should().HaveCount(2);
        spans[0].Kind.Should().Be(Span.Types.SpanKind.Internal, "a browser has no server spans");
        spans[1].Name.Should().HaveLength(256);
    }

    [Theory]
    [InlineData(Json, "[]")]
    [InlineData(Json, "")]
    [InlineData(Json, "{\"resourceSpans\": 7}")]
    [InlineData(Json, "{\"resourceSpans\": [{\"scopeSpans\": [{\"spans\": [{\"traceId\": \"not hexadecimal\"}]}]}]}")]
    [InlineData(Json, "{\"resourceSpans\": [{\"scopeSpans\": [{\"spans\": [{\"traceId\": \"")]
    [InlineData(Protobuf, "these are no spans")]
    public async Task A_body_that_is_not_telemetry_is_rejected(string type, string body)
    {
        (await SendAsync(type, Encoding.UTF8.GetBytes(body))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Other_signals_are_rejected()
    {
        (await SendAsync("text/plain", [])).StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await SendAsync(Json, [], "/otlp-http/v1/metrics")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await shop.Web.GetAsync("/otlp-http/v1/traces", TestCancellation)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Telemetry_is_limited_by_bytes_and_by_number_of_spans()
    {
        (await SendAsync(Protobuf, new byte[65 * 1024])).StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);

        var responses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => SendAsync(Protobuf, Request(NewSpan("click", -2)).ToByteArray())));

        responses.Count(response => response.StatusCode == HttpStatusCode.TooManyRequests).Should().BeGreaterThan(10);
        responses.Should().Contain(response => response.StatusCode == HttpStatusCode.OK);
    }

    private static ExportTraceServiceRequest Request(params Span[] spans) =>
        new() { ResourceSpans = { new ResourceSpans { ScopeSpans = { new ScopeSpans { Spans = { spans } } } } } };

    private static Span NewSpan(string name, int fromNow) => new()
    {
        TraceId = ByteString.CopyFrom(Convert.FromHexString(Trace)),
        SpanId = ByteString.CopyFrom(1, 2, 3, 4, 5, 6, 7, 8),
        Name = name,
        Kind = Span.Types.SpanKind.Server,
        StartTimeUnixNano = Now(fromNow),
        EndTimeUnixNano = Now(fromNow + 1),
    };

    private static ulong Now(int seconds) => OtlpValues.Nanoseconds(TimeProvider.System.GetUtcNow().AddSeconds(seconds));

    private static string Attribute(IEnumerable<KeyValue> attributes, string key) => OtlpValues.Text(attributes.Single(pair => pair.Key == key).Value);

    private async Task<HttpResponseMessage> SendAsync(string type, byte[] body, string path = "/otlp-http/v1/traces")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new(type);

        // A body that is too long is rejected before it is sent.
        request.Headers.ExpectContinue = true;
        return await shop.Web.SendAsync(request, TestCancellation);
    }
}
