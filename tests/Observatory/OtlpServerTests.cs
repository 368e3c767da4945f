using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory;
using AstronomyShop.Tests.Testing;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace AstronomyShop.Tests.Observatory;

/// <summary>The Observatory as an OTLP server, over HTTP in both encodings and over gRPC.</summary>
public sealed class OtlpServerTests(OtlpServerTests.ServerFixture server) : IClassFixture<OtlpServerTests.ServerFixture>
{
    private const int Mebibyte = 1_048_576;
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();
    private readonly string service = $"service-{Guid.NewGuid():N}";

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_over_grpc_has_up_to_eight_mebibytes()
    {
        using var channel = GrpcChannel.ForAddress(server.Shop.GrpcAddress, new GrpcChannelOptions { MaxSendMessageSize = null });
        var traces = new TraceService.TraceServiceClient(channel);

        await traces.ExportAsync(LargeReport(8 * Mebibyte - 1_000), cancellationToken: TestCancellation);
        (await traces.ExportAsync(LargeReport(8 * Mebibyte + 1_000), cancellationToken: TestCancellation).ResponseAsync.Awaiting(response => response).Should().ThrowAsync<RpcException>())
            .Which.StatusCode.Should().Be(StatusCode.ResourceExhausted);

        (await PageAsync($"/observatory/?service={service}")).Should().Contain("large report");
    }

    [Fact]
    public async Task A_compressed_report_over_grpc_is_limited_by_its_decompressed_size()
    {
        using var channel = GrpcChannel.ForAddress(server.Shop.GrpcAddress, new GrpcChannelOptions { MaxSendMessageSize = null });
        var packed = new CallOptions(new Metadata { { "grpc-internal-encoding-request", "gzip" } }, cancellationToken: TestCancellation);

        await new TraceService.TraceServiceClient(channel).ExportAsync(LargeReport(4 * Mebibyte), packed);
        var sent = () => new TraceService.TraceServiceClient(channel).ExportAsync(LargeReport(40 * Mebibyte), packed).ResponseAsync;

        (await sent.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }

    [Theory, InlineData(8 * Mebibyte - 1_000, HttpStatusCode.OK), InlineData(9 * Mebibyte, HttpStatusCode.RequestEntityTooLarge), InlineData(60 * Mebibyte, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_report_over_http_has_up_to_eight_mebibytes_when_decompressed(int size, HttpStatusCode expected)
    {
        using var response = await PostAsync("/v1/traces", Pack(LargeReport(size).ToByteArray()), Protobuf, "gzip");

        response.StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task A_body_over_http_has_up_to_eight_mebibytes_as_sent()
    {
        using var response = await PostAsync("/v1/traces", new byte[9 * Mebibyte], Protobuf);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory, InlineData(Protobuf), InlineData(Json), InlineData("Application/JSON; charset=utf-8")]
    public async Task A_report_is_accepted_and_answered_in_either_encoding(string type)
    {
        var isJson = type != Protobuf;
        var trace = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        var request = isJson ? null : new ExportTraceServiceRequest { ResourceSpans = { Part(Span("stored", trace)) } };
        var body = request?.ToByteArray() ?? Fill(
            """{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"SERVICE"}}]},"scopeSpans":[{"scope":{"name":"s"},"spans":[{"traceId":"TRACE","spanId":"EEE19B7EC3C1B174","parentSpanId":"","name":"stored","kind":2,"startTimeUnixNano":"TIME","endTimeUnixNano":"TIME","attributes":[{"key":"a","value":{"intValue":"7"}},{"key":"b","value":{"arrayValue":{"values":[{"stringValue":"x"},{"doubleValue":1.5}]}}}],"status":{"code":2},"unknownField":{"x":1}}]}]}]}""".Replace("TRACE", trace.ToUpperInvariant(), StringComparison.Ordinal));

        using var response = await PostAsync("/v1/traces", body, type);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be(isJson ? Json : Protobuf);
        (await response.Content.ReadAsStringAsync(TestCancellation)).Replace(" ", "", StringComparison.Ordinal).Should().Be(isJson ? "{}" : "");
        var page = await PageAsync($"/observatory/traces/{trace}");
        page.Should().Contain("stored").And.Contain(service);
        if (isJson)
        {
            page.Should().Contain("<td>7</td>").And.Contain("<td>[x, 1.5]</td>").And.Contain("eee19b7ec3c1b174");
        }
    }

    [Fact]
    public async Task Logs_and_metrics_are_accepted_as_json_too()
    {
        var log = """{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"SERVICE"}}]},"scopeLogs":[{"logRecords":[{"timeUnixNano":"TIME","severityNumber":13,"body":{"stringValue":"a line as JSON"}}]}]}]}""";
        var metric = """{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"SERVICE"}}]},"scopeMetrics":[{"metrics":[{"name":"SERVICE.count","unit":"1","gauge":{"dataPoints":[{"timeUnixNano":"TIME","asInt":"42"}]}},{"name":"SERVICE.exponential","exponentialHistogram":{"aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"TIME","count":"3","sum":9,"scale":1,"positive":{"offset":1,"bucketCounts":["1","2"]}}]}}]}]}]}""";

        (await PostAsync("/v1/logs", Fill(log), Json)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await PostAsync("/v1/metrics", Fill(metric), Json)).StatusCode.Should().Be(HttpStatusCode.OK);

        (await PageAsync($"/observatory/logs?service={service}")).Should().Contain("a line as JSON");
        (await PageAsync($"/observatory/metrics?name={service}.count")).Should().Contain("<b>42 1</b>");
        (await PageAsync($"/observatory/metrics?name={service}.exponential")).Should().Contain("average of each interval");
    }

    [Theory]
    [InlineData("{"), InlineData("[]"), InlineData("null"), InlineData("""{"resourceSpans":7}"""), InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"xyz"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"\ud800"}]}]}]}"""), InlineData("""{"resourceSpans":[],"resourceSpans":[]}""")]
    public async Task Json_that_is_not_a_report_is_rejected(string body) =>
        (await PostAsync("/v1/traces", Encoding.UTF8.GetBytes(body), Json)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_resource_without_a_value_or_without_a_name_is_accepted(bool isGrpc)
    {
        Resource?[] resources = [null, new(), new() { Attributes = { new KeyValue() } }, new() { Attributes = { new KeyValue { Key = "service.name" } } }, new() { Attributes = { new KeyValue { Key = "service.name", Value = new AnyValue { IntValue = 7 } }, new KeyValue { Key = "service.instance.id" } } }];
        var traces = new ExportTraceServiceRequest { ResourceSpans = { resources.Select(resource => new ResourceSpans { Resource = resource, ScopeSpans = { new ScopeSpans { Spans = { Empty(Span("unnamed")) } } } }) } };
        var logs = new ExportLogsServiceRequest { ResourceLogs = { resources.Select(resource => new ResourceLogs { Resource = resource, ScopeLogs = { new ScopeLogs { LogRecords = { new LogRecord { Attributes = { new KeyValue { Key = "none" } } } } } } }) } };
        var metrics = new ExportMetricsServiceRequest { ResourceMetrics = { resources.Select(resource => new ResourceMetrics { Resource = resource, ScopeMetrics = { new ScopeMetrics { Metrics = { new Metric { Name = service, Gauge = new Gauge { DataPoints = { new NumberDataPoint { AsInt = 1, Attributes = { new KeyValue { Key = "none" } } } } } } } } } }) } };

        if (isGrpc)
        {
            await new TraceService.TraceServiceClient(server.Shop.Channel).ExportAsync(traces, cancellationToken: TestCancellation);
            await new LogsService.LogsServiceClient(server.Shop.Channel).ExportAsync(logs, cancellationToken: TestCancellation);
            await new MetricsService.MetricsServiceClient(server.Shop.Channel).ExportAsync(metrics, cancellationToken: TestCancellation);
        }
        else
        {
            (await PostAsync("/v1/traces", traces.ToByteArray(), Protobuf)).StatusCode.Should().Be(HttpStatusCode.OK);
            (await PostAsync("/v1/logs", logs.ToByteArray(), Protobuf)).StatusCode.Should().Be(HttpStatusCode.OK);
            (await PostAsync("/v1/metrics", metrics.ToByteArray(), Protobuf)).StatusCode.Should().Be(HttpStatusCode.OK);
        }

        foreach (var address in (string[])["/observatory/?service=unknown_service&text=none", "/observatory/map", "/observatory/metrics", $"/observatory/metrics?name={service}", "/observatory/logs", "/jaeger/ui/api/services", "/jaeger/ui/api/traces?service=unknown_service&tag=a:b"])
        {
            (await server.Shop.Management.GetAsync(address, TestCancellation)).StatusCode.Should().Be(HttpStatusCode.OK, address);
        }

        Span Empty(Span span)
        {
            span.Attributes.Add([new KeyValue(), new KeyValue { Key = "none" }, new KeyValue { Key = "list", Value = new AnyValue { KvlistValue = new KeyValueList { Values = { new KeyValue() } } } }]);
            return span;
        }
    }

    [Fact]
    public async Task Rejected_spans_and_data_points_are_counted_in_the_response()
    {
        var broken = Span("broken");
        broken.SpanId = ByteString.CopyFrom(1, 2, 3);
        var odd = Span("odd");
        odd.ParentSpanId = ByteString.CopyFrom(new byte[1_000]);
        var points = new Gauge { DataPoints = { new NumberDataPoint { AsInt = 1 }, new NumberDataPoint() } };

        var traces = await new TraceService.TraceServiceClient(server.Shop.Channel).ExportAsync(
            new() { ResourceSpans = { Part(broken), Part(odd), Part(Span("whole")) } }, cancellationToken: TestCancellation);
        var metrics = await new MetricsService.MetricsServiceClient(server.Shop.Channel).ExportAsync(
            new() { ResourceMetrics = { new ResourceMetrics { ScopeMetrics = { new ScopeMetrics { Metrics = { new Metric { Name = "m", Gauge = points } } } } } } }, cancellationToken: TestCancellation);
        using var json = await PostAsync("/v1/traces", Encoding.UTF8.GetBytes("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"no ids"}]}]}]}"""), Json);

        traces.PartialSuccess.RejectedSpans.Should().Be(2);
        traces.PartialSuccess.ErrorMessage.Should().Contain("16 bytes");
        metrics.PartialSuccess.RejectedDataPoints.Should().Be(1);
        var answer = JsonDocument.Parse(await json.Content.ReadAsStringAsync(TestCancellation)).RootElement.GetProperty("partialSuccess");
        answer.GetProperty("rejectedSpans").GetString().Should().Be("1");
        (await PageAsync($"/observatory/?service={service}")).Should().Contain("whole").And.NotContain("broken");
    }

    [Fact]
    public async Task Two_instances_of_a_service_are_two_series_and_two_processes()
    {
        var trace = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        foreach (var instance in (string[])["one", "two"])
        {
            var resource = new Resource { Attributes = { PurchaseTelemetry.Pair("service.name", service), PurchaseTelemetry.Pair("service.instance.id", $"{service}-{instance}") } };
            var metric = new Metric { Name = $"{service}.queue", Gauge = new Gauge { DataPoints = { new NumberDataPoint { AsInt = instance == "one" ? 11 : 22, TimeUnixNano = Nanoseconds(now) } } } };
            await new MetricsService.MetricsServiceClient(server.Shop.Channel).ExportAsync(
                new() { ResourceMetrics = { new ResourceMetrics { Resource = resource, ScopeMetrics = { new ScopeMetrics { Metrics = { metric } } } } } }, cancellationToken: TestCancellation);
            await new TraceService.TraceServiceClient(server.Shop.Channel).ExportAsync(
                new() { ResourceSpans = { new ResourceSpans { Resource = resource, ScopeSpans = { new ScopeSpans { Spans = { Span(instance, trace) } } } } } }, cancellationToken: TestCancellation);
        }

        var page = await PageAsync($"/observatory/metrics?name={service}.queue");
        using var found = JsonDocument.Parse(await server.Shop.Management.GetStringAsync($"/jaeger/ui/api/traces/{trace}", TestCancellation));

        page.Should().Contain($"instance {service}-one").And.Contain($"instance {service}-two").And.Contain("<b>11 </b>").And.Contain("<b>22 </b>");
        found.RootElement.GetProperty("data")[0].GetProperty("processes").EnumerateObject().Should().HaveCount(2);
    }

    private static byte[] Pack(byte[] body)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }

    private static ulong Nanoseconds(DateTimeOffset time) => (ulong)(time.UtcDateTime - DateTime.UnixEpoch).Ticks * 100;

    private byte[] Fill(string json) => Encoding.UTF8.GetBytes(
        json.Replace("SERVICE", service, StringComparison.Ordinal).Replace("TIME", Nanoseconds(now).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

    private ResourceSpans Part(params Span[] spans) => new() { Resource = PurchaseTelemetry.Service(service), ScopeSpans = { new ScopeSpans { Spans = { spans } } } };

    private Span Span(string name, string? trace = null) =>
        PurchaseTelemetry.NewSpan(ByteString.CopyFrom(trace is null ? Guid.NewGuid().ToByteArray() : Convert.FromHexString(trace)), name.Length, name, now, TimeSpan.FromMilliseconds(1));

    private ExportTraceServiceRequest LargeReport(int size)
    {
        var span = Span("large report");
        span.Attributes.Add(PurchaseTelemetry.Pair("large", new string('x', size - 500)));
        return new ExportTraceServiceRequest { ResourceSpans = { Part(span) } };
    }

    private Task<string> PageAsync(string address) => server.Shop.Management.GetStringAsync(new Uri(address, UriKind.Relative), TestCancellation);

    private async Task<HttpResponseMessage> PostAsync(string path, byte[] bytes, string type, string? coding = null)
    {
        using var body = new ByteArrayContent(bytes);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (coding is not null)
        {
            body.Headers.ContentEncoding.Add(coding);
        }

        // With Expect: 100-continue, because a server that rejects a large body does not read it.
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = body, Headers = { ExpectContinue = bytes.Length > Mebibyte } };
        return await server.Shop.Management.SendAsync(request, TestCancellation);
    }

    /// <summary>An observatory shared by the tests of this class; each test uses another service name.</summary>
    public sealed class ServerFixture : IAsyncLifetime
    {
        private ShopUnderTest? shop;

        public ShopUnderTest Shop => shop!;

        public async ValueTask InitializeAsync() => shop = await ShopUnderTest.StartAsync([new ObservatoryModule()], [("Modules:Observatory:ReportsAtOnce", 10_000.ToString(CultureInfo.InvariantCulture))]);

        public ValueTask DisposeAsync() => Shop.DisposeAsync();
    }
}
