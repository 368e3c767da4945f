using System.Collections.Concurrent;
using AstronomyShop.Tests.Modules.Storefront;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Tests.Modules.Edge;

public sealed class KeepingTheAccessLog
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_request_has_one_line_without_what_is_private(bool isApart)
    {
        using var log = new Notebook();
        await using var street = await Street.Open(
            isApart, OpenStorefront.With(), [("Logging:LogLevel:AstronomyShop", "Information")], services => services.AddSingleton<ILoggerProvider>(log));

        await street.Web.Get("/api/cart?sessionId=7d2f6a52-1b7e-4d6a-a0a0-2b9f3c1d4e5f&currencyCode=EUR");
        await street.Web.Get("/images/favicon.svg");
        await street.Web.Get("/two%0Alines");
        await street.Web.Post("/api/cart", "{}", ("Sec-Fetch-Site", "cross-site"));

        // The line is written after the answer: the last of them may still be under way.
        var lines = await log.Read(4, TestContext.Current.CancellationToken);
        lines.Should().SatisfyRespectively(
            line => line.Should().MatchRegex(@"^GET /api/cart 200 \d+\.\d ms by Storefront$"),
            line => line.Should().MatchRegex(@"^GET /images/favicon\.svg 200 \d+\.\d ms by Images$"),
            line => line.Should().MatchRegex(@"^GET /two%0Alines 404 \d+\.\d ms by Storefront$"),
            line => line.Should().MatchRegex(@"^POST /api/cart 403 \d+\.\d ms by -$"));
    }

    [Theory]
    [InlineData("Explorer/1.0 (Moon)", "Explorer/1.0 (Moon)")]
    [InlineData("Robot/2 (+mailto:keeper@example.org)", null)]
    [InlineData("Robot/2 (keeper%40example.org)", null)]
    public async Task Its_fields_say_where_a_request_went_and_never_whose_it_was(string agent, string? told)
    {
        using var log = new Notebook();
        await using var street = await Street.Open(
            false, OpenStorefront.With(), [("Logging:LogLevel:AstronomyShop", "Information")], services => services.AddSingleton<ILoggerProvider>(log));

        await street.Web.Get("/images/favicon.svg?mail=ana@example.org", ("User-Agent", agent));

        await log.Read(1, TestContext.Current.CancellationToken);
        var fields = log.Fields.Should().ContainSingle().Subject;
        fields.Should().Contain("urlTemplate", "/images/").And.Contain("userAgent", told);
        fields.Should().ContainKeys("serverAddress", "destinationAddress");
        fields.Values.Should().NotContain(value => value is string && ((string)value).Contains("example.org", StringComparison.Ordinal));
    }

    /// <summary>Keeps what the door logs.</summary>
    private sealed class Notebook : ILoggerProvider, ILogger
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

        public async Task<string[]> Read(int count, CancellationToken cancellation)
        {
            for (var line = 0; line < count; line++)
            {
                (await written.WaitAsync(TimeSpan.FromSeconds(10), cancellation)).Should().BeTrue();
            }

            return [.. lines];
        }

        public void Dispose() => written.Dispose();
    }
}
