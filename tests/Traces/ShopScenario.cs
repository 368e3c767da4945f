using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Contracts;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.Tests.Testing;
using Google.Protobuf;
using Grpc.Net.Client;

namespace AstronomyShop.Tests.Traces;

/// <summary>
/// The requests that make the shop emit all its telemetry: the tours, every task of the load script, purchases with secrets, and failures that flags
/// cause. Telemetry that the shop emits only while a flag is on needs that flag here.
/// </summary>
internal sealed class ShopScenario(ShopProcess shop, RecordingOtlpCollector collector) : IDisposable
{
    public const string FlagsToken = "stars";

    private const int AdRequests = 60;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly (string Flag, string Variant)[] ProblemFlags =
    [
        ("adFailure", "on"), ("adHighCpu", "on"), ("adManualGc", "on"), ("emailMemoryLeak", "1x"), ("recommendationCacheFailure", "on"),
        ("productCatalogFailure", "on"), ("boundaryFaults", "flakyCurrency"),
    ];

    private readonly HttpClient web = new(new BusyShopHandler(Timeout) { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false } }) { BaseAddress = shop.Web.BaseAddress };
    private readonly HttpClient syntheticClient = new(new BusyShopHandler(Timeout) { InnerHandler = new SocketsHttpHandler() }) { BaseAddress = shop.Web.BaseAddress };

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    /// <summary>The tours' traces, by name.</summary>
    public Dictionary<string, IReadOnlyList<string>> Trees { get; } = [];

    public async Task RunAsync()
    {
        await shop.WaitUntilReadyAsync(TestCancellation);
        await RunToursAsync();
        await RunTheLoadScriptAsync();
        await SendBrowserTelemetryAsync();
        await SendMobileCrashAsync();
        await BuyAsync(SecretScanner.Order(await FillCartAsync()), HttpStatusCode.OK);
        await BuyAsync(SecretScanner.Order(await FillCartAsync()) with { Year = 2020 }, HttpStatusCode.PaymentRequired);
        await BuyAsync(SecretScanner.Order(await FillCartAsync()) with { Currency = "STAR" }, HttpStatusCode.BadRequest);
        await TypeSecretsElsewhereAsync();
        await TriggerProblemsAsync();
    }

    public void Dispose()
    {
        web.Dispose();
        syntheticClient.Dispose();
    }

    private async Task RunToursAsync()
    {
        // The first round does the work that is done once per process, such as opening a connection.
        await Task.WhenAll(Tour.All.Select(RunTourAsync));
        foreach (var (tour, tree) in Tour.All.Zip(await Task.WhenAll(Tour.All.Select(RunTourAsync))))
        {
            Trees[tour.Name] = tree;
        }
    }

    // A trace is complete when the spans of the edge and of the work after the response have arrived, and no further span has arrived for a while.
    // After the timeout the incomplete trace is returned, and the comparison shows what is missing.
    private async Task<IReadOnlyList<string>> RunTourAsync(Tour tour)
    {
        var visitor = await GoAsync(tour);

        string[] awaited = ["frontend-proxy: ", .. tour.ExpectedServices];
        var started = Stopwatch.GetTimestamp();
        var (spans, since) = (collector.SpansOf(visitor.TraceId), started);
        while (!IsComplete(spans, awaited, since) && Stopwatch.GetElapsedTime(started) < Timeout)
        {
            await Task.Delay(PollInterval, TestCancellation);
            var now = collector.SpansOf(visitor.TraceId);
            (spans, since) = now.Count == spans.Count ? (spans, since) : (now, Stopwatch.GetTimestamp());
        }

        return TraceTree.Of(spans);
    }

    // A shop that has just started may be busy. One trace would contain both attempts, so each attempt starts a new trace.
    private async Task<TracingClient> GoAsync(Tour tour)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var visitor = new TracingClient(shop.Web);
            try
            {
                await tour.Go(visitor);
                return visitor;
            }
            catch (HttpRequestException exception) when (exception.StatusCode == HttpStatusCode.ServiceUnavailable && Stopwatch.GetElapsedTime(started) < Timeout)
            {
                await Task.Delay(PollInterval, TestCancellation);
            }
        }
    }

    private static bool IsComplete(IReadOnlyList<RecordedSpan> spans, string[] awaited, long since) =>
        Stopwatch.GetElapsedTime(since) > QuietTime && awaited.All(label => spans.Any(span => span.Label.StartsWith(label, StringComparison.Ordinal)));

    private async Task RunTheLoadScriptAsync()
    {
        syntheticClient.DefaultRequestHeaders.Add("User-Agent", "Robot/1.0");
        syntheticClient.DefaultRequestHeaders.Add("baggage", $"synthetic_request=true,session.id={Guid.NewGuid()},enduser.id={Guid.NewGuid()}");
        foreach (var path in (string[])
            ["/", "/api/products/0PUK6V6EV0", "/api/recommendations?productIds=0PUK6V6EV0", "/api/data/?contextKeys=telescopes", "/api/data/", "/api/cart",
             "/api/currency", "/images/products/SolarFilter.jpg"])
        {
            await syntheticClient.GetStringAsync(path, TestCancellation);
        }

        await BuyAsync(new Order(await FillCartAsync(), "CAD", "reed@example.com", "1600 Amphitheatre Parkway") { Country = "Canada" }, HttpStatusCode.OK);
        using var emptied = new HttpRequestMessage(HttpMethod.Delete, "/api/cart") { Content = JsonContent.Create(new { userId = await FillCartAsync() }) };
        using var response = await syntheticClient.SendAsync(emptied, TestCancellation);
        response.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await syntheticClient.GetAsync("/api/products/NOSUCHSTAR", TestCancellation)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        await SearchAsync();
    }

    // Sends the card number and the other secrets in every other field, as a user or a program may do.
    private async Task TypeSecretsElsewhereAsync()
    {
        var digits = SecretScanner.Card.Replace("-", "", StringComparison.Ordinal);
        await BuyAsync(SecretScanner.Order(await FillCartAsync()) with { Currency = SecretScanner.Card }, HttpStatusCode.BadRequest);
        await BuyAsync(SecretScanner.Order(await FillCartAsync()) with { Currency = digits }, HttpStatusCode.BadRequest);
        await BuyAsync(new Order(await FillCartAsync(), "USD", SecretScanner.Card, SecretScanner.Street) { Card = SecretScanner.Card, Cvv = SecretScanner.Cvv }, HttpStatusCode.BadRequest);
        foreach (var secret in (string[])[SecretScanner.Card, digits, SecretScanner.Email, SecretScanner.Street])
        {
            var typed = Uri.EscapeDataString(secret);
            string[] paths =
            [
                $"/{typed}", $"/api/products/{typed}", $"/api/products?currencyCode={typed}", $"/api/orders/{typed}", $"/api/data?contextKeys={typed}", $"/images/products/{typed}.jpg",
                $"/api/recommendations?productIds={typed}", $"/api/cart?sessionId={typed}", $"/product/{typed}", $"/api/shipping?itemList={typed}&address={typed}", $"/flagservice/{typed}",
            ];
            foreach (var path in paths)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.TryAddWithoutValidation("baggage", $"session.id={typed},enduser.id={typed}");
                request.Headers.TryAddWithoutValidation("User-Agent", secret);
                request.Headers.TryAddWithoutValidation("traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01");
                request.Headers.TryAddWithoutValidation("tracestate", $"typed={secret}");
                using var response = await web.SendAsync(request, TestCancellation);
                if (!response.IsSuccessStatusCode)
                {
                    SecretScanner.In(await response.Content.ReadAsStringAsync(TestCancellation)).Should().BeEmpty($"the response to {path} must not contain a secret");
                }
            }

            using var added = await web.PostAsJsonAsync("/api/cart", new { item = new { productId = secret, quantity = 1 }, userId = Guid.NewGuid() }, TestCancellation);
            SecretScanner.In(await added.Content.ReadAsStringAsync(TestCancellation)).Should().BeEmpty("an error response must not contain a secret");
            await ReportSecretAsync(secret);
        }
    }

    private async Task ReportSecretAsync(string secret)
    {
        var now = OtlpValues.Nanoseconds(TimeProvider.System.GetUtcNow());
        var span = new Span
        {
            TraceId = ByteString.CopyFrom(Convert.FromHexString(ActivityTraceId.CreateRandom().ToHexString())),
            SpanId = ByteString.CopyFrom(Convert.FromHexString(ActivitySpanId.CreateRandom().ToHexString())),
            Name = $"GET /{Uri.EscapeDataString(secret)}",
            StartTimeUnixNano = now,
            EndTimeUnixNano = now,
        };
        foreach (var name in (string[])["session.id", "enduser.id", "device.id", "url.full", "url.path", "target_element", "app.widget.name", "server.address", "user_agent.original"])
        {
            span.Attributes.Add(OtlpValues.Pair(name, secret));
        }

        using var report = new ByteArrayContent(new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { ScopeSpans = { new ScopeSpans { Spans = { span } } } } } }.ToByteArray());
        report.Headers.ContentType = new("application/x-protobuf");
        using var answer = await web.PostAsync(new Uri("/otlp-http/v1/traces", UriKind.Relative), report, TestCancellation);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    // Like a browser: requests a page and sends telemetry of it to the edge.
    private async Task SendBrowserTelemetryAsync()
    {
        var (trace, span, began) = (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), TimeProvider.System.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "traceparent", $"00-{trace}-{span}-01" } } };
        using var page = await web.SendAsync(request, TestCancellation);
        var received = new Span
        {
            TraceId = ByteString.CopyFrom(Convert.FromHexString(trace.ToHexString())),
            SpanId = ByteString.CopyFrom(Convert.FromHexString(span.ToHexString())),
            Name = "GET",
            Kind = Span.Types.SpanKind.Client,
            StartTimeUnixNano = OtlpValues.Nanoseconds(began),
            EndTimeUnixNano = OtlpValues.Nanoseconds(TimeProvider.System.GetUtcNow()),
        };
        using var report = new ByteArrayContent(new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { ScopeSpans = { new ScopeSpans { Spans = { received } } } } } }.ToByteArray());
        report.Headers.ContentType = new("application/x-protobuf");
        using var response = await web.PostAsync(new Uri("/otlp-http/v1/traces", UriKind.Relative), report, TestCancellation);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    // A report that an app should never send: with the shopper's secrets in the message and in the body.
    private async Task SendMobileCrashAsync()
    {
        var typed = $"{SecretScanner.Card} {SecretScanner.Email} {SecretScanner.Street}";
        var crash = new LogRecord
        {
            TimeUnixNano = OtlpValues.Nanoseconds(TimeProvider.System.GetUtcNow()),
            EventName = "app.crash",
            SeverityNumber = SeverityNumber.Fatal,
            Body = new AnyValue { StringValue = typed },
            Attributes = { OtlpValues.Pair("exception.type", "RangeError"), OtlpValues.Pair("exception.message", typed), OtlpValues.Pair("user.address", typed) },
        };
        var phone = new Resource { Attributes = { OtlpValues.Pair("service.name", "react-native-app"), OtlpValues.Pair("host.name", SecretScanner.Email) } };
        var reported = new ExportLogsServiceRequest { ResourceLogs = { new ResourceLogs { Resource = phone, ScopeLogs = { new ScopeLogs { LogRecords = { crash } } } } } };
        using var report = new ByteArrayContent(reported.ToByteArray());
        report.Headers.ContentType = new("application/x-protobuf");
        using var answer = await web.PostAsync(new Uri("/otlp-http/v1/logs", UriKind.Relative), report, TestCancellation);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task<string> FillCartAsync()
    {
        var user = Guid.NewGuid().ToString();
        var line = new { item = new { productId = "66VCHSJNUP", quantity = 2 }, userId = user };
        (await syntheticClient.PostAsJsonAsync("/api/cart", line, TestCancellation)).StatusCode.Should().Be(HttpStatusCode.OK);
        return user;
    }

    private async Task BuyAsync(Order order, HttpStatusCode? expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout") { Content = JsonContent.Create(order.Form) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Options.Set(BusyShopHandler.MayFail, expected is null);
        using var response = await syntheticClient.SendAsync(request, TestCancellation);
        var body = await response.Content.ReadAsStringAsync(TestCancellation);
        if (expected is not null)
        {
            response.StatusCode.Should().Be(expected, body);
        }

        if (!response.IsSuccessStatusCode)
        {
            SecretScanner.In(body).Should().BeEmpty("an error response must not contain a secret");
        }
    }

    // No page uses the search, so it is called on the gRPC port.
    private async Task SearchAsync()
    {
        var address = shop.GrpcAddress;
        using (var response = await shop.Management.GetAsync("/processes", TestCancellation))
        {
            if (response.IsSuccessStatusCode)
            {
                var processes = await response.Content.ReadFromJsonAsync<JsonArray>(TestCancellation);
                address = new Uri((string)processes!.Single(process => (string)process!["module"]! == "Catalog")!["grpc"]!);
            }
        }

        using var channel = GrpcChannel.ForAddress(address);
        await new ProductCatalogService.ProductCatalogServiceClient(channel).SearchProductsAsync(new() { Query = "solar" }, cancellationToken: TestCancellation);
    }

    private async Task TriggerProblemsAsync()
    {
        await SetFlagAsync("paymentUnreachable", "on");
        await BuyAsync(SecretScanner.Order(await FillCartAsync()), null);
        await SetFlagAsync("paymentUnreachable", "off");
        await RunVirtualUsersAsync();
        foreach (var (flag, variant) in ProblemFlags)
        {
            await SetFlagAsync(flag, variant);
        }

        // Other processes receive a flag change a moment later, and some failures are random: repeats until all telemetry was emitted or the time is over.
        var started = Stopwatch.GetTimestamp();
        while (TelemetryVocabulary.NotEmitted(collector).Count > 0 && Stopwatch.GetElapsedTime(started) < Timeout)
        {
            // One ad request in ten fails. On a busy machine there is time for few rounds only, so each round sends many ad requests.
            string[] paths = [.. Enumerable.Repeat("/api/data/", AdRequests), "/api/recommendations?productIds=0PUK6V6EV0", "/api/products/OLJCESPC7Z"];
            await Task.WhenAll(paths.Select(VisitAsync));

            await BuyAsync(SecretScanner.Order(await FillCartAsync()), null);
            await Task.Delay(Pause, TestCancellation);
        }

        foreach (var (flag, _) in ProblemFlags)
        {
            await SetFlagAsync(flag, "off");
        }

        await SetFlagAsync("loadGeneratorTraffic", "off");
    }

    private async Task VisitAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Options.Set(BusyShopHandler.MayFail, true);
        using var response = await syntheticClient.SendAsync(request, TestCancellation);
    }

    // A change of a load generator flag starts the simulated users. Without its flag the cart uses the default in its code.
    private async Task RunVirtualUsersAsync()
    {
        using var read = await SendToFlagsAsync(HttpMethod.Get, "/feature/api/read");
        var document = (await read.Content.ReadFromJsonAsync<JsonObject>(TestCancellation))!;
        document["flags"]!["loadGeneratorFloodHomepage"]!["variants"]!["off"] = 1;
        document["flags"]!.AsObject().Remove("cartFailure").Should().BeTrue();
        using var content = JsonContent.Create(new { data = document });
        using var response = await SendToFlagsAsync(HttpMethod.Post, "/feature/api/write", content);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task SetFlagAsync(string flag, string variant)
    {
        using var form = new FormUrlEncodedContent([new("flag", flag), new("variant", variant)]);
        using var response = await SendToFlagsAsync(HttpMethod.Post, "/feature/choose", form);
        response.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    private async Task<HttpResponseMessage> SendToFlagsAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new("Bearer", FlagsToken);
        return await web.SendAsync(request, TestCancellation);
    }
}
