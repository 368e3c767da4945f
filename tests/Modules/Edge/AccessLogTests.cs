using System.Collections.Concurrent;
using AstronomyShop.Tests.Modules.Storefront;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Tests.Modules.Edge;

public sealed class AccessLogTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_request_has_one_line_without_private_data(bool isApart)
    {
        using var log = new RecordingLoggerProvider();
        await using var shop = await EdgeShop.OpenAsync(
            isApart, StorefrontFixture.With(), [("Logging:LogLevel:AstronomyShop", "Information")], services => services.AddSingleton<ILoggerProvider>(log));

        await shop.Web.FetchAsync("/api/cart?sessionId=7d2f6a52-1b7e-4d6a-a0a0-2b9f3c1d4e5f&currencyCode=EUR");
        await shop.Web.FetchAsync("/images/favicon.svg");
        await shop.Web.FetchAsync("/two%0Alines");
        await shop.Web.PostBodyAsync("/api/cart", "{}", ("Sec-Fetch-Site", "cross-site"));

        // A line is written after its response is sent, so the last line may not be written yet.
        var lines = await log.ReadAsync(4, TestContext.Current.CancellationToken);
        lines.Should().SatisfyRespectively(
            line => line.Should().MatchRegex(@"^GET /api/cart 200 \d+\.\d ms by Storefront$"),
            line => line.Should().MatchRegex(@"^GET /images/favicon\.svg 200 \d+\.\d ms by Images$"),
            line => line.Should().MatchRegex(@"^GET /\* 404 \d+\.\d ms by Storefront$"),
            line => line.Should().MatchRegex(@"^POST /api/cart 403 \d+\.\d ms by -$"));
    }

    [Theory]
    [InlineData("Explorer/1.0 (Moon)", "Explorer/1.0 (Moon)")]
    [InlineData("Robot/2 (+mailto:keeper@example.org)", null)]
    [InlineData("Robot/2 (keeper%40example.org)", null)]
    public async Task The_fields_describe_the_request_and_never_the_user(string agent, string? received)
    {
        using var log = new RecordingLoggerProvider();
        await using var shop = await EdgeShop.OpenAsync(
            false, StorefrontFixture.With(), [("Logging:LogLevel:AstronomyShop", "Information")], services => services.AddSingleton<ILoggerProvider>(log));

        await shop.Web.FetchAsync("/images/favicon.svg?mail=ana@example.org", ("User-Agent", agent));

        await log.ReadAsync(1, TestContext.Current.CancellationToken);
        var fields = log.Fields.Should().ContainSingle().Subject;
        fields.Should().Contain("urlTemplate", "/images/").And.Contain("userAgent", received);
        fields.Should().ContainKeys("serverAddress", "destinationAddress");
        fields.Values.Should().NotContain(value => value is string && ((string)value).Contains("example.org", StringComparison.Ordinal));
    }

    /// <summary>Records the access log of the edge.</summary>
    private sealed class RecordingLoggerProvider : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> lines = new();
        private readonly ConcurrentQueue<Dictionary<string, object?>> fields = new();
        private readonly SemaphoreSlim written = new(0);

        public IEnumerable<Dictionary<string, object?>> Fields => fields;

        public ILogger CreateLogger(string categoryName) =>
            categoryName == "AstronomyShop.Modules.Edge" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lines.Enqueue(formatter(state, exception));
            fields.Enqueue(new((IReadOnlyList<KeyValuePair<string, object?>>)state!));
            written.Release();
        }

        public async Task<string[]> ReadAsync(int count, CancellationToken cancellationToken)
        {
            for (var line = 0; line < count; line++)
            {
                (await written.WaitAsync(TimeSpan.FromSeconds(10), cancellationToken)).Should().BeTrue();
            }

            return [.. lines];
        }

        public void Dispose() => written.Dispose();
    }
}
