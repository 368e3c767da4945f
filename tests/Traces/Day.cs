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
/// A day in the life of a shop: the tours, every task of the load script, a shopper with secrets, and the troubles that flags bring.
/// A name of telemetry that only a flag brings about needs its flag here.
/// </summary>
internal sealed class Day(ShopProcess shop, Collector heard) : IDisposable
{
    public const string FlagsToken = "stars";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly (string Flag, string Variant)[] Troubles =
    [
        ("adFailure", "on"), ("adHighCpu", "on"), ("adManualGc", "on"), ("emailMemoryLeak", "1x"), ("recommendationCacheFailure", "on"),
        ("productCatalogFailure", "on"), ("boundaryFaults", "flakyCurrency"),
    ];

    private readonly HttpClient robot = new() { BaseAddress = shop.Web.BaseAddress };

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    /// <summary>The tours' traces, by name.</summary>
    public Dictionary<string, IReadOnlyList<string>> Trees { get; } = [];

    public async Task Pass()
    {
        await shop.Ready(Test);
        await TakeTours();
        await RunTheLoadScript();
        await TellOfAVisit();
        await TellOfACrashAsync();
        await Buy(Canary.Order(await FillCart()), HttpStatusCode.OK);
        await Buy(Canary.Order(await FillCart()) with { Year = 2020 }, HttpStatusCode.PaymentRequired);
        await Buy(Canary.Order(await FillCart()) with { Currency = "STAR" }, HttpStatusCode.BadRequest);
        await ComeToKnowTrouble();
    }

    public void Dispose() => robot.Dispose();

    private async Task TakeTours()
    {
        // Whatever is done once per process, a first connection or a first delivery, is done by the first round.
        await Task.WhenAll(Tour.All.Select(Take));
        foreach (var (tour, tree) in Tour.All.Zip(await Task.WhenAll(Tour.All.Select(Take))))
        {
            Trees[tour.Name] = tree;
        }
    }

    // The trace is whole when the door has closed, what is done afterwards has been, and for a while nothing more has come. One that
    // never is shows by what it lacks.
    private async Task<IReadOnlyList<string>> Take(Tour tour)
    {
        var visitor = new Visitor(shop.Web);
        await tour.Go(visitor);

        string[] awaited = ["frontend-proxy: ", .. tour.Awaited];
        var started = Stopwatch.GetTimestamp();
        var (spans, since) = (heard.SpansOf(visitor.TraceId), started);
        while (!IsWhole(spans, awaited, since) && Stopwatch.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(LookAgainAfter, Test);
            var now = heard.SpansOf(visitor.TraceId);
            (spans, since) = now.Count == spans.Count ? (spans, since) : (now, Stopwatch.GetTimestamp());
        }

        return TraceTree.Of(spans);
    }

    private static bool IsWhole(IReadOnlyList<HeardSpan> spans, string[] awaited, long since) =>
        Stopwatch.GetElapsedTime(since) > Quiet && awaited.All(label => spans.Any(span => span.Label.StartsWith(label, StringComparison.Ordinal)));

    private async Task RunTheLoadScript()
    {
        robot.DefaultRequestHeaders.Add("User-Agent", "Robot/1.0");
        robot.DefaultRequestHeaders.Add("baggage", $"synthetic_request=true,session.id={Guid.NewGuid()},enduser.id={Guid.NewGuid()}");
        foreach (var path in (string[])
            ["/", "/api/products/0PUK6V6EV0", "/api/recommendations?productIds=0PUK6V6EV0", "/api/data/?contextKeys=telescopes", "/api/data/", "/api/cart",
             "/api/currency", "/images/products/SolarFilter.jpg"])
        {
            await robot.GetStringAsync(path, Test);
        }

        await Buy(new Order(await FillCart(), "CAD", "reed@example.com", "1600 Amphitheatre Parkway") { Country = "Canada" }, HttpStatusCode.OK);
        using var emptied = new HttpRequestMessage(HttpMethod.Delete, "/api/cart") { Content = JsonContent.Create(new { userId = await FillCart() }) };
        using var answer = await robot.SendAsync(emptied, Test);
        answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await robot.GetAsync("/api/products/NOSUCHSTAR", Test)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        await Search();
    }

    // As a browser does: it asks for a page, and tells at the door that it did.
    private async Task TellOfAVisit()
    {
        var (trace, span, began) = (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), TimeProvider.System.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "traceparent", $"00-{trace}-{span}-01" } } };
        using var page = await shop.Web.SendAsync(request, Test);
        var told = new Span
        {
            TraceId = ByteString.CopyFrom(Convert.FromHexString(trace.ToHexString())),
            SpanId = ByteString.CopyFrom(Convert.FromHexString(span.ToHexString())),
            Name = "GET",
            Kind = Span.Types.SpanKind.Client,
            StartTimeUnixNano = OtlpValues.Nanoseconds(began),
            EndTimeUnixNano = OtlpValues.Nanoseconds(TimeProvider.System.GetUtcNow()),
        };
        using var report = new ByteArrayContent(new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { ScopeSpans = { new ScopeSpans { Spans = { told } } } } } }.ToByteArray());
        report.Headers.ContentType = new("application/x-protobuf");
        using var answer = await shop.Web.PostAsync(new Uri("/otlp-http/v1/traces", UriKind.Relative), report, Test);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    // A report that an app should never send: with the shopper's secrets in the message and in the body.
    private async Task TellOfACrashAsync()
    {
        var typed = $"{Canary.Card} {Canary.Email} {Canary.Street}";
        var crash = new LogRecord
        {
            TimeUnixNano = OtlpValues.Nanoseconds(TimeProvider.System.GetUtcNow()),
            EventName = "app.crash",
            SeverityNumber = SeverityNumber.Fatal,
            Body = new AnyValue { StringValue = typed },
            Attributes = { OtlpValues.Pair("exception.type", "RangeError"), OtlpValues.Pair("exception.message", typed), OtlpValues.Pair("user.address", typed) },
        };
        var phone = new Resource { Attributes = { OtlpValues.Pair("service.name", "react-native-app"), OtlpValues.Pair("host.name", Canary.Email) } };
        var reported = new ExportLogsServiceRequest { ResourceLogs = { new ResourceLogs { Resource = phone, ScopeLogs = { new ScopeLogs { LogRecords = { crash } } } } } };
        using var report = new ByteArrayContent(reported.ToByteArray());
        report.Headers.ContentType = new("application/x-protobuf");
        using var answer = await shop.Web.PostAsync(new Uri("/otlp-http/v1/logs", UriKind.Relative), report, Test);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task<string> FillCart()
    {
        var user = Guid.NewGuid().ToString();
        var line = new { item = new { productId = "66VCHSJNUP", quantity = 2 }, userId = user };
        (await robot.PostAsJsonAsync("/api/cart", line, Test)).StatusCode.Should().Be(HttpStatusCode.OK);
        return user;
    }

    private async Task Buy(Order order, HttpStatusCode? expected)
    {
        using var answer = await robot.PostAsJsonAsync("/api/checkout", order.Form, Test);
        var said = await answer.Content.ReadAsStringAsync(Test);
        if (expected is not null)
        {
            answer.StatusCode.Should().Be(expected, said);
        }

        if (!answer.IsSuccessStatusCode)
        {
            Canary.In(said).Should().BeEmpty("a refusal repeats no secret");
        }
    }

    // No page searches; whoever has the gRPC port can.
    private async Task Search()
    {
        var address = shop.GrpcAddress;
        using (var answer = await shop.Management.GetAsync("/processes", Test))
        {
            if (answer.IsSuccessStatusCode)
            {
                var processes = await answer.Content.ReadFromJsonAsync<JsonArray>(Test);
                address = new Uri((string)processes!.Single(process => (string)process!["module"]! == "Catalog")!["grpc"]!);
            }
        }

        using var channel = GrpcChannel.ForAddress(address);
        await new ProductCatalogService.ProductCatalogServiceClient(channel).SearchProductsAsync(new() { Query = "solar" }, cancellationToken: Test);
    }

    private async Task ComeToKnowTrouble()
    {
        await Turn("paymentUnreachable", "on");
        await Buy(Canary.Order(await FillCart()), null);
        await Turn("paymentUnreachable", "off");
        await LetCustomersIn();
        foreach (var (flag, variant) in Troubles)
        {
            await Turn(flag, variant);
        }

        // Other processes hear of a flag a moment later, and some troubles strike by chance: until each has, or time is up.
        var started = Stopwatch.GetTimestamp();
        while (Vocabulary.Unheard(heard).Count > 0 && Stopwatch.GetElapsedTime(started) < Patience)
        {
            string[] paths = [.. Enumerable.Repeat("/api/data/", 10), "/api/recommendations?productIds=0PUK6V6EV0", "/api/products/OLJCESPC7Z"];
            foreach (var path in paths)
            {
                using var answer = await robot.GetAsync(path, Test);
            }

            await Buy(Canary.Order(await FillCart()), null);
            await Task.Delay(Pause, Test);
        }

        foreach (var (flag, _) in Troubles)
        {
            await Turn(flag, "off");
        }

        await Turn("loadGeneratorTraffic", "off");
    }

    // A flag of the load generator that changes brings its customers. One that is gone leaves the cart with its own default.
    private async Task LetCustomersIn()
    {
        using var read = await AskKeeper(HttpMethod.Get, "/feature/api/read");
        var document = (await read.Content.ReadFromJsonAsync<JsonObject>(Test))!;
        document["flags"]!["loadGeneratorFloodHomepage"]!["variants"]!["off"] = 1;
        document["flags"]!.AsObject().Remove("cartFailure").Should().BeTrue();
        using var content = JsonContent.Create(new { data = document });
        using var answer = await AskKeeper(HttpMethod.Post, "/feature/api/write", content);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task Turn(string flag, string variant)
    {
        using var form = new FormUrlEncodedContent([new("flag", flag), new("variant", variant)]);
        using var answer = await AskKeeper(HttpMethod.Post, "/feature/choose", form);
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    private async Task<HttpResponseMessage> AskKeeper(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new("Bearer", FlagsToken);
        return await shop.Web.SendAsync(request, Test);
    }
}
