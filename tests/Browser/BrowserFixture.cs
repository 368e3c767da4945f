using AstronomyShop.Tests.Browser;
using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace AstronomyShop.Tests.Browser;

/// <summary>Headless Chromium, started by the first test that needs it and shared by all tests.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] ChromiumArguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    // A long timeout does not slow down tests that pass, and a busy machine needs it.
    private const int TimeoutMilliseconds = 60_000;

    private readonly SemaphoreSlim starting = new(1);
    private IPlaywright? playwright;
    private IBrowser? chromium;

    /// <summary>A new browser context with separate cookies and storage, with the screen size of a desktop by default. Dispose it at the end.</summary>
    public async Task<IBrowserContext> NewVisitorAsync(Uri shop, BrowserNewContextOptions? options = null)
    {
        var program = RealPart.PathOf(Part.Chromium, "chromium");
        var visitor = options ?? new BrowserNewContextOptions { ViewportSize = new() { Width = 1440, Height = 900 } };
        visitor.BaseURL ??= shop.ToString();
        var context = await (await StartAsync(program)).NewContextAsync(visitor);
        context.SetDefaultTimeout(2 * TimeoutMilliseconds);
        return context;
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }

        playwright?.Dispose();
        starting.Dispose();
    }

    private async Task<IBrowser> StartAsync(string program)
    {
        await starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            Assertions.SetDefaultExpectTimeout(TimeoutMilliseconds);
            playwright ??= await Playwright.CreateAsync();
            return chromium ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ChromiumArguments });
        }
        finally
        {
            starting.Release();
        }
    }
}
