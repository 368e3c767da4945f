using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Tests.Reliability;

/// <summary>
/// The routes and RPCs get thousands of requests that no client of the shop sends. Each gets a response, and none causes a server error. A run prints
/// the seed of its first request, which determines all requests, and a failure prints the seed of its request: <c>SHOP_TEST_SEED</c> repeats either.
/// </summary>
[Trait(LongRun.Trait, LongRun.Name)]
public sealed class HostileInputTests(ITestOutputHelper output)
{
    private const int Messages = 12_000;
    private const int Requests = 8_000;
    private static readonly int First = int.TryParse(Environment.GetEnvironmentVariable("SHOP_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next();
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly StatusCode[] Faults = [StatusCode.Unknown, StatusCode.Internal, StatusCode.DataLoss, StatusCode.Unavailable, StatusCode.DeadlineExceeded];

    // A server stream is read up to its first message, because some streams end only when the client cancels them.
    private static readonly MethodDescriptor[] Rpcs =
    [
        .. typeof(Empty).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal) && type.GetProperty("Descriptor") is not null)
            .Select(type => (FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!)
            .SelectMany(file => file.Services)
            .SelectMany(service => service.Methods)
            .Where(method => !method.IsClientStreaming)
            .OrderBy(method => method.FullName, StringComparer.Ordinal),
    ];

    private static readonly string[] Pages =
    [
        "/", "/product/{text}", "/cart", "/cart/items", "/cart/quantity", "/cart/empty", "/cart/estimate", "/cart/checkout", "/cart/checkout/{text}", "/orders", "/orders/{text}", "/session",
        "/images/products/{text}", "/images/{text}", "/styles.css", "/scripts/{text}/{text}", "/mobile/{text}", "/feature", "/feature/api/read", "/feature/api/read-file", "/feature/api/write",
        "/feature/api/write-to-file", "/feature/choose", "/feature/advanced", "/feature/live", "/feature/scheduler", "/feature/scheduler/start", "/feature/scheduler/stop",
        "/flagservice/ofrep/v1/evaluate/flags", "/flagservice/ofrep/v1/evaluate/flags/{text}", "/flagservice/flagd.evaluation.v1.Service/ResolveBoolean", "/observatory/", "/observatory/traces/{text}",
        "/observatory/metrics", "/observatory/logs", "/observatory/map", "/otlp-http/v1/traces", "/otlp-http/v1/logs", "/otlp-http/v1/{text}", "/robots.txt", "/{text}", "/api/{text}/{text}",
    ];

    private static readonly string[] ManagementPages =
    [
        "/v1/traces", "/v1/metrics", "/v1/logs", "/jaeger/ui/api/traces", "/jaeger/ui/api/traces/{text}", "/jaeger/ui/api/services", "/jaeger/ui/api/services/{text}/operations", "/jaeger/ui/api/dependencies",
        "/observatory/", "/observatory/traces/{text}", "/api/accounting/orders", "/api/outbox", "/api/outbox/replay", "/dead-letters", "/dead-letters/replay", "/audit", "/metrics", "/health/{text}", "/{text}",
    ];

    private static readonly string[] Names = ["currencyCode", "productIds", "contextKeys", "sessionId", "itemList", "address", "query", "service", "minDuration", "limit", "start", "end", "endTs", "lookback", "tags", "tag", "error", "errors", "severity", "text", "preset", "q", "category", "min", "{text}"];
    private static readonly string[] Methods = ["GET", "GET", "GET", "POST", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "BREW"];
    private static readonly string[] MediaTypes = ["application/json", "application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/x-protobuf", "text/plain", "a"];
    private static readonly string[] Headers = ["Cookie", "Accept", "Accept-Encoding", "If-None-Match", "Range", "baggage", "traceparent", "Idempotency-Key", "X-Forwarded-For", "Authorization", "Content-Encoding", "Accept-Language"];

    [Fact]
    public async Task No_message_to_an_rpc_causes_a_server_error()
    {
        using var stackTraces = new StackTraces();
        await using var shop = await OpenAsync(stackTraces);
        var calls = shop.Channel.CreateCallInvoker();
        var answers = new ConcurrentDictionary<StatusCode, int>();

        foreach (var number in Numbers(Messages))
        {
            var message = new HostileMessage(new Random(number));
            var rpc = message.OneOf(Rpcs);
            var status = await CallAsync(calls, rpc, message.Of(rpc.InputType));
            answers.AddOrUpdate(status.StatusCode, 1, (_, count) => count + 1);
            Faults.Should().NotContain(status.StatusCode, $"{rpc.FullName} returned '{status.Detail}' for seed {number}");
        }

        output.WriteLine(string.Join(", ", answers.Select(answer => $"{answer.Key} {answer.Value}")));
        answers.Should().ContainKey(StatusCode.OK).And.ContainKey(StatusCode.InvalidArgument);
        stackTraces.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task No_request_to_a_route_causes_a_server_error()
    {
        using var stackTraces = new StackTraces();
        await using var shop = await OpenAsync(stackTraces);
        var routes = Pages.Concat(JsonNode.Parse(await File.ReadAllTextAsync(SourceTree.PathTo("docs", "openapi.json"), TestContext.Current.CancellationToken))!["paths"]!.AsObject().Select(path => path.Key)).ToList();
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();

        foreach (var number in Numbers(Requests))
        {
            var message = new HostileMessage(new Random(number));
            var isManagement = message.OneOf<bool>([false, false, true]);
            using var request = Request(message, isManagement ? ManagementPages : routes);
            using var response = await (isManagement ? shop.Management : shop.Web).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            answers.AddOrUpdate(response.StatusCode, 1, (_, count) => count + 1);
            ((int)response.StatusCode).Should().BeLessThan((int)HttpStatusCode.InternalServerError, $"seed {number}, {request.Method} {request.RequestUri}, must not cause a server error");
        }

        output.WriteLine(string.Join(", ", answers.Select(answer => $"{(int)answer.Key} {answer.Value}")));
        answers.Should().ContainKey(HttpStatusCode.OK).And.ContainKey(HttpStatusCode.BadRequest).And.ContainKey(HttpStatusCode.NotFound);
        stackTraces.Lines.Should().BeEmpty();
    }

    private IEnumerable<int> Numbers(int count)
    {
        output.WriteLine($"SHOP_TEST_SEED={First}");
        return Enumerable.Range(0, count).Select(step => unchecked(First + step));
    }

    // One client sends all requests, so the limits per client are raised.
    private static Task<ShopUnderTest> OpenAsync(StackTraces stackTraces) => ShopUnderTest.StartAsync(
        Host.Shop.Modules,
        [("Modules:Edge:WritesPerSecond", "100000"), ("Modules:Edge:WritesAtOnce", "100000"), ("Modules:Edge:ReportsPerSecond", "100000"), ("Modules:Edge:ReportsAtOnce", "100000"), ("Logging:Console:LogLevel:Default", "None")],
        configure: services => services.AddLogging(logging => logging.AddProvider(stackTraces)),
        environment: "Development");

    private static async Task<Status> CallAsync(CallInvoker calls, MethodDescriptor rpc, IMessage message)
    {
        var method = new Method<IMessage, IMessage>(
            rpc.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary,
            rpc.Service.FullName,
            rpc.Name,
            Marshallers.Create(request => request.ToByteArray(), bytes => rpc.InputType.Parser.ParseFrom(bytes)),
            Marshallers.Create(response => response.ToByteArray(), bytes => rpc.OutputType.Parser.ParseFrom(bytes)));
        var options = new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Deadline);
        try
        {
            if (rpc.IsServerStreaming)
            {
                using var stream = calls.AsyncServerStreamingCall(method, null, options, message);
                await stream.ResponseStream.MoveNext(CancellationToken.None);
            }
            else
            {
                using var call = calls.AsyncUnaryCall(method, null, options, message);
                await call.ResponseAsync;
            }

            return Status.DefaultSuccess;
        }
        catch (RpcException exception)
        {
            return exception.Status;
        }
    }

    private static HttpRequestMessage Request(HostileMessage message, IReadOnlyList<string> routes)
    {
        var path = string.Join('/', message.OneOf(routes).Split('/').Select(segment => segment.StartsWith('{') ? Escaped(message.Text()) : segment));
        var query = string.Join('&', Enumerable.Range(0, 2).Select(_ => $"{Escaped(message.OneOf(Names).Replace("{text}", message.Text(), StringComparison.Ordinal))}={Escaped(message.Text())}"));
        var request = new HttpRequestMessage(new HttpMethod(message.OneOf(Methods)), new Uri($"{path}?{query}", UriKind.Relative));
        request.Headers.TryAddWithoutValidation(message.OneOf(Headers), Printable(message.Text()));
        if (request.Method.Method is "POST" or "PUT" or "PATCH" or "DELETE")
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body(message)));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.TryParse(message.OneOf(MediaTypes), out var type) ? type : null;
        }

        return request;
    }

    private static string Body(HostileMessage message) => message.OneOf<Func<string>>(
    [
        () => message.Text(),
        () => """{"userId":"\uD800","item":{"productId":"\u0000","quantity":1e400}}""",
        () => JsonFormatter.Default.Format(message.Of(AddItemRequest.Descriptor)),
        () => JsonFormatter.Default.Format(message.Of(PlaceOrderRequest.Descriptor)),
        () => JsonFormatter.Default.Format(message.Of(Contracts.Otlp.ExportLogsServiceRequest.Descriptor)),
        () => $"{Escaped(message.OneOf(Names))}={Escaped(message.Text())}&productId={Escaped(message.Text())}&quantity={Escaped(message.Text())}",
        () => $"--x\r\nContent-Disposition: form-data; name=\"{Printable(message.Text())}\"\r\n\r\n{message.Text()}\r\n",
        () => "{\"flags\":{" + $"\"a\":{{\"state\":\"ENABLED\",\"variants\":{{\"on\":{message.Text()}}},\"defaultVariant\":\"{message.Text()}\"}}" + "}}",
    ])();

    private static string Escaped(string text) => Uri.EscapeDataString(text);

    private static string Printable(string text) => string.Concat(text.Where(letter => letter is >= ' ' and < '\x7F'));

    // The log records that have a stack trace.
    private sealed class StackTraces : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
            {
                Lines.Enqueue($"{eventId.Name}: {formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
            // Nothing to dispose.
        }
    }
}
