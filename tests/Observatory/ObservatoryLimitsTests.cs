using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory;
using AstronomyShop.Tests.Testing;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Observatory;

/// <summary>The rate and the concurrency of reports are limited, and the size of pages is limited whatever the reports contain.</summary>
public sealed class ObservatoryLimitsTests
{
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Too_many_reports_of_one_client_are_rejected_over_http_and_grpc()
    {
        await using var shop = await ShopUnderTest.StartAsync([new ObservatoryModule()], [("Modules:Observatory:ReportsAtOnce", "3"), ("Modules:Observatory:ReportsPerSecond", "1")]);
        var answers = new List<HttpResponseMessage>();
        for (var number = 0; number < 20; number++)
        {
            answers.Add(await PostAsync(shop, new ExportTraceServiceRequest()));
        }

        var rejected = answers.FindAll(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        rejected.Should().NotBeEmpty().And.OnlyContain(answer => answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        answers.Should().Contain(answer => answer.StatusCode == HttpStatusCode.OK);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StatusOfAsync(new TraceService.TraceServiceClient(shop.Channel).ExportAsync(new(), cancellationToken: TestCancellation))));
        statuses.Should().Contain(StatusCode.Unavailable, "exporters retry after this status").And.OnlyContain(status => status == StatusCode.Unavailable || status == StatusCode.OK);
        (await shop.Management.GetAsync("/observatory/", TestCancellation)).StatusCode.Should().Be(HttpStatusCode.OK, "the limit applies to reports, not to pages");
    }

    [Fact]
    public async Task Reports_that_are_large_when_decompressed_do_not_increase_memory_beyond_the_limit_of_the_store()
    {
        await using var shop = await ShopUnderTest.StartAsync([new ObservatoryModule()], [("Modules:Observatory:Megabytes", "5")]);
        var body = Pack(new ExportTraceServiceRequest { ResourceSpans = { Part("large", Span(1), new string('x', 3 * 1_048_576)) } }.ToByteArray());
        body.Length.Should().BeLessThan(50_000);
        await PostAsync(shop, body);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var number = 0; number < 150; number++)
        {
            var resource = new string((char)('a' + (number % 26)), 3 * 1_048_576);
            (await PostAsync(shop, Pack(new ExportTraceServiceRequest { ResourceSpans = { Part($"large {number}", Span(number), resource) } }.ToByteArray()))).StatusCode.Should().Be(HttpStatusCode.OK);
        }

        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(8 * 1_048_576);
    }

    [Fact]
    public async Task Slow_reports_are_aborted_so_that_other_reports_are_accepted()
    {
        await using var shop = await ShopUnderTest.StartAsync([new ObservatoryModule()], configure: services => services.AddSingleton<TimeProvider>(new FastTimers()));
        var slow = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StartReportAsync(shop.Management.BaseAddress!)));

        await Eventually.HoldsAsync("a report is accepted", _ => HasPlaceAsync(shop), TimeSpan.FromSeconds(60), TestCancellation);

        foreach (var client in slow)
        {
            (await ReadToEndAsync(client)).Should().Be(0);
            client.Dispose();
        }
    }

    [Fact]
    public async Task The_map_shows_the_busiest_of_many_services()
    {
        await using var shop = await ShopUnderTest.StartAsync([new ObservatoryModule()]);
        var request = new ExportTraceServiceRequest { ResourceSpans = { Enumerable.Range(0, 5_000).Select(number => Part($"invented-{number}", Span(number))) } };
        request.ResourceSpans.Add(Enumerable.Range(5_000, 10).Select(number => Part("busy", Span(number))));
        await PostAsync(shop, request);

        var page = await PageAsync(shop, "/observatory/map");
        var traces = await PageAsync(shop, "/observatory/");

        page.Should().Contain("5,001 services").And.Contain("the busiest 60").And.Contain(">busy</text>");
        page.Split("<rect").Length.Should().BeLessThan(300);
        traces.Split("<option").Length.Should().BeLessThan(1_100);
    }

    [Fact]
    public async Task Pages_stay_small_whatever_is_stored()
    {
        await using var shop = await ShopUnderTest.StartAsync([new ObservatoryModule()]);
        var trace = ByteString.CopyFrom(Guid.NewGuid().ToByteArray());
        for (var part = 0; part < 4; part++)
        {
            // Each quotation mark takes six characters in HTML, and each span has a different service.
            var spans = Enumerable.Range(1, 1_000).Select(number => PurchaseTelemetry.NewSpan(trace, (part * 1_000) + number, $"step {number}", now, TimeSpan.FromMilliseconds(1)));
            var request = new ExportTraceServiceRequest { ResourceSpans = { spans.Select((span, number) => Part($"service {number}", span, new string('"', 2_000))) } };
            await PostAsync(shop, request);
            var lines = Enumerable.Range(1, 500).Select(_ => new LogRecord { TimeUnixNano = Nanoseconds(now), TraceId = trace, SpanId = PurchaseTelemetry.Id(1), Body = new AnyValue { StringValue = new string('"', 5_000) } });
            await new LogsService.LogsServiceClient(shop.Channel).ExportAsync(new() { ResourceLogs = { new ResourceLogs { ScopeLogs = { new ScopeLogs { LogRecords = { lines } } } } } }, cancellationToken: TestCancellation);
            var changes = Enumerable.Range(1, 200).Select(_ => new LogRecord { TimeUnixNano = Nanoseconds(now), EventName = "feature_flag.changed", Body = new AnyValue { StringValue = new string('"', 3_000) } });
            await new LogsService.LogsServiceClient(shop.Channel).ExportAsync(new() { ResourceLogs = { new ResourceLogs { ScopeLogs = { new ScopeLogs { LogRecords = { changes } } } } } }, cancellationToken: TestCancellation);
        }

        foreach (var address in (string[])["/observatory/", "/observatory/map", "/observatory/metrics", "/observatory/logs", $"/observatory/traces/{Convert.ToHexStringLower(trace.Span)}"])
        {
            (await PageAsync(shop, address)).Length.Should().BeLessThan(40 * 1_048_576, address);
        }

        (await PageAsync(shop, $"/observatory/traces/{Convert.ToHexStringLower(trace.Span)}")).Should().Contain("of 4,000 spans are shown").And.Contain("<dt>Spans</dt><dd>4000</dd>");
    }

    // A report is queued until a slow one times out and its connection is aborted. The timeout of the queued report is as short, so it may be aborted too.
    private static async Task<bool> HasPlaceAsync(ShopUnderTest shop)
    {
        try
        {
            return await PostAsync(shop, new ExportTraceServiceRequest()) is { StatusCode: HttpStatusCode.OK };
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<TcpClient> StartReportAsync(Uri address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestCancellation);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\nContent-Length: 1000000\r\n\r\nx"), TestCancellation);
        return client;
    }

    // A read from an aborted connection returns 0 or throws.
    private static async Task<int> ReadToEndAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[100], TestCancellation);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task<StatusCode> StatusOfAsync<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
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

    private static Task<HttpResponseMessage> PostAsync(ShopUnderTest shop, ExportTraceServiceRequest request) => PostAsync(shop, Pack(request.ToByteArray()));

    private static async Task<HttpResponseMessage> PostAsync(ShopUnderTest shop, byte[] packed)
    {
        using var body = new ByteArrayContent(packed);
        body.Headers.ContentType = new("application/x-protobuf");
        body.Headers.ContentEncoding.Add("gzip");
        return await shop.Management.PostAsync(new Uri("/v1/traces", UriKind.Relative), body, TestCancellation);
    }

    private static Task<string> PageAsync(ShopUnderTest shop, string address) => shop.Management.GetStringAsync(new Uri(address, UriKind.Relative), TestCancellation);

    private static ulong Nanoseconds(DateTimeOffset time) => (ulong)(time.UtcDateTime - DateTime.UnixEpoch).Ticks * 100;

    private static ResourceSpans Part(string service, Span span, string? text = null)
    {
        var resource = PurchaseTelemetry.Service(service);
        if (text is not null)
        {
            resource.Attributes.Add(PurchaseTelemetry.Pair("text", text));
        }

        return new ResourceSpans { Resource = resource, ScopeSpans = { new ScopeSpans { Spans = { span } } } };
    }

    private Span Span(int number) => PurchaseTelemetry.NewSpan(PurchaseTelemetry.NewTrace(number), 1, "step", now, TimeSpan.FromMilliseconds(1));

    /// <summary>A time provider whose timers fire after a fiftieth of the time.</summary>
    private sealed class FastTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 50 : dueTime, period);
    }
}
