using System.Net;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Tests.Modules;

/// <summary>A background service that ends unexpectedly is logged and restarted, and its module is not ready meanwhile.</summary>
public sealed class BackgroundServiceSupervisorTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_background_service_that_ends_is_restarted_and_readiness_shows_it()
    {
        using var logs = new RecordingLoggerProvider();
        var module = new FragileModule();
        await using var shop = await ShopUnderTest.StartAsync([module], configure: logs.AddTo);
        (await ReadinessAsync(shop)).Should().Be(HttpStatusCode.OK);

        module.Fail.SetResult();

        await Eventually.HoldsAsync("the module is not ready", async _ => await ReadinessAsync(shop) == HttpStatusCode.ServiceUnavailable, Timeout, TestCancellation);
        await Eventually.HoldsAsync("the service runs again", _ => Task.FromResult(module.Starts == 2), Timeout, TestCancellation);
        await Eventually.HoldsAsync("the module is ready again", async _ => await ReadinessAsync(shop) == HttpStatusCode.OK, Timeout, TestCancellation);
        logs.Lines.Should().Contain(line => line.Contains("FragileService ended unexpectedly"));
    }

    private static async Task<HttpStatusCode> ReadinessAsync(ShopUnderTest shop)
    {
        using var response = await shop.Management.GetAsync(new Uri("/health/ready", UriKind.Relative), TestCancellation);
        return response.StatusCode;
    }

    /// <summary>A module with a background service that fails once.</summary>
    private sealed class FragileModule : IModule
    {
        public ModuleDescriptor Descriptor { get; } = new("Fragile", "fragile");

        public TaskCompletionSource Fail { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Starts { get; set; }

        public void Add(ModuleBuilder module)
        {
            module.Services.AddSingleton(this);
            module.AddHostedService<FragileService>();
        }
    }

    private sealed class FragileService(FragileModule module) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            if (++module.Starts == 1)
            {
                await module.Fail.Task.WaitAsync(stoppingToken);
                throw new InvalidOperationException("Simulated failure");
            }

            await Task.Delay(System.Threading.Timeout.Infinite, stoppingToken);
        }
    }
}
