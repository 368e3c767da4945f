using System.Net;
using System.Text;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>Any client may send log events. Their content is limited and their origin is marked.</summary>
[Collection(RecordsTraces.Name)]
public sealed class ClientLogIngestTests : IAsyncLifetime
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
    [InlineData("react-native-app", "react-native-app")]
    [InlineData("checkout", "frontend-web")]
    public async Task A_crash_event_keeps_its_type_and_stack_trace_without_user_input(string said, string service)
    {
        using var response = await SendAsync(Json, Encoding.UTF8.GetBytes($$$"""
            {"resourceLogs": [{
              "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "{{{said}}}"}}, {"key": "device.id", "value": {"stringValue": "6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1"}}, {"key": "host.name", "value": {"stringValue": "ana's phone"}}]},
              "scopeLogs": [{"logRecords": [{
                "timeUnixNano": "{{{Now(-1)}}}", "severityNumber": 21, "severityText": "FATAL", "eventName": "app.crash", "traceId": "{{{Trace}}}", "spanId": "b7ad6b7169203331",
                "body": {"stringValue": "no shop 77 Quokka Hollow"},
                "attributes": [
                  {"key": "exception.type", "value": {"stringValue": "RangeError"}},
                  {"key": "exception.message", "value": {"stringValue": "no shop 77 Quokka Hollow"}},
                  {"key": "exception.stacktrace", "value": {"stringValue": "RangeError: no shop 77 Quokka Hollow\nat pay (http://shop/mobile/entry.js?mail=ana@example.org:1:2)\nat tap (entry.js:3:4)"}},
                  {"key": "session.id", "value": {"stringValue": "3f0d1c52-9d64-4a5e-8f64-1f2a3b4c5d6e"}},
                  {"key": "app.screen.name", "value": {"stringValue": "Checkout"}}]
              }]}]}]}
            """));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(TestCancellation)).Should().NotContain("rejected");
        var logged = await observatory.NextLogsAsync(TestCancellation);
        AttributeOf(logged.Resource.Attributes, "service.name").Should().Be(service);
        AttributeOf(logged.Resource.Attributes, "device.id").Should().Be("6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1");
        var record = logged.ScopeLogs.Single().LogRecords.Single();
        record.EventName.Should().Be("app.crash");
        record.Body.StringValue.Should().Be("RangeError");
        record.SeverityNumber.Should().Be(SeverityNumber.Fatal);
        Convert.ToHexStringLower(record.TraceId.Span).Should().Be(Trace);
        record.Attributes.Select(pair => pair.Key).Should().Equal("exception.type", "session.id", "app.screen.name", "exception.stacktrace");
        AttributeOf(record.Attributes, "exception.stacktrace").Should().Be("at pay (http://shop/mobile/entry.js\nat tap (entry.js:3:4)");
        logged.ToString().Should().NotContain("Quokka").And.NotContain("example.org").And.NotContain("ana's phone");
    }

    [Fact]
    public async Task Events_in_protobuf_are_accepted_and_invalid_events_are_counted()
    {
        var request = Request(
            NewRecord("app.crash", -2),
            NewRecord(new string('x', 5_000), -2),
            NewRecord("of yesterday", -86_400),
            NewRecord("of tomorrow", 86_400),
            NewRecord("", -2));

        using var response = await SendAsync(Protobuf, request.ToByteArray());

        ExportLogsServiceResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(TestCancellation)).PartialSuccess.RejectedLogRecords.Should().Be(3);
        var records = (await observatory.NextLogsAsync(TestCancellation)).ScopeLogs.Single().LogRecords;
        records.Should().HaveCount(2);
        records[1].EventName.Should().HaveLength(256);
    }

    [Fact]
    public async Task A_stack_trace_that_is_too_long_is_truncated()
    {
        var record = NewRecord("app.crash", -1);
        record.Attributes.Add(OtlpValues.Pair("exception.stacktrace", "at " + new string('x', 10_000)));

        using var response = await SendAsync(Protobuf, Request(record).ToByteArray());

        var logged = (await observatory.NextLogsAsync(TestCancellation)).ScopeLogs.Single().LogRecords.Single();
        AttributeOf(logged.Attributes, "exception.stacktrace").Should().HaveLength(2_000);
    }

    [Theory]
    [InlineData(Json, "[]")]
    [InlineData(Json, "{\"resourceLogs\": 7}")]
    [InlineData(Protobuf, "these are no events")]
    public async Task A_body_that_is_not_a_log_request_is_rejected(string type, string body)
    {
        using var response = await SendAsync(type, Encoding.UTF8.GetBytes(body));

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Log_requests_are_limited_by_bytes_and_by_number()
    {
        using var tooLong = await SendAsync(Protobuf, new byte[65 * 1024]);
        tooLong.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);

        var responses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => SendAsync(Protobuf, Request(NewRecord("app.crash", -2)).ToByteArray())));

        responses.Count(response => response.StatusCode == HttpStatusCode.TooManyRequests).Should().BeGreaterThan(10);
        responses.Should().Contain(response => response.StatusCode == HttpStatusCode.OK);
    }

    private static ExportLogsServiceRequest Request(params LogRecord[] records) =>
        new() { ResourceLogs = { new ResourceLogs { ScopeLogs = { new ScopeLogs { LogRecords = { records } } } } } };

    private static LogRecord NewRecord(string name, int fromNow) => new() { EventName = name, TimeUnixNano = Now(fromNow) };

    private static ulong Now(int seconds) => OtlpValues.Nanoseconds(TimeProvider.System.GetUtcNow().AddSeconds(seconds));

    private static string AttributeOf(IEnumerable<KeyValue> attributes, string key) => OtlpValues.Text(attributes.Single(pair => pair.Key == key).Value);

    private async Task<HttpResponseMessage> SendAsync(string type, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/otlp-http/v1/logs") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new(type);

        // A body that is too long is rejected before it is sent.
        request.Headers.ExpectContinue = true;
        return await shop.Web.SendAsync(request, TestCancellation);
    }
}
