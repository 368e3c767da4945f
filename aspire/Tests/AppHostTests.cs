using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Aspire.Tests;

/// <summary>The shop as Aspire starts it, in both shapes: every resource becomes healthy, and a telescope is bought.</summary>
public sealed class AppHostTests
{
    private const string Web = "http";
    private const string Management = "management";
    private const string Dashboard = "aspire-dashboard";

    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(5);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_whole_shop_is_one_healthy_resource_and_sells()
    {
        await using var shop = await StartedShop.StartAsync();

        shop.Names.Should().Equal("astronomy-shop");
        await shop.WaitUntilHealthyAsync();
        await BuyAsync(shop.Client("astronomy-shop", Web));
        await AuditHoldsAsync(shop.Client("astronomy-shop", Management));
        await shop.WaitForTelemetryAsync("frontend-proxy", "frontend", "checkout", "payment", "accounting");
    }

    [Fact]
    public async Task Every_module_is_a_healthy_resource_with_the_name_of_its_service_and_together_they_sell()
    {
        await using var shop = await StartedShop.StartAsync("--Modules=Apart");

        shop.Names.Should().BeEquivalentTo(Host.Shop.Modules.Select(module => module.Descriptor.ServiceName));
        await shop.WaitUntilHealthyAsync();
        await BuyAsync(shop.Client("frontend-proxy", Web));
        await AuditHoldsAsync(shop.Client("audit", Management));
        await shop.WaitForTelemetryAsync("frontend-proxy", "frontend", "checkout", "payment", "accounting");
    }

    [Fact]
    public async Task With_servers_the_whole_shop_waits_for_them()
    {
        var resources = await ReadAsync("--Servers=true");

        resources.Keys.Should().BeEquivalentTo("astronomy-shop", "postgres", "shop", "redis", "rabbitmq");
        WaitsOf(resources["astronomy-shop"]).Should().Contain(["shop", "redis", "rabbitmq"]);
    }

    [Fact]
    public async Task With_servers_every_module_waits_until_the_tables_are_created()
    {
        var resources = await ReadAsync("--Servers=true", "--Modules=Apart");

        WaitsOf(resources["migrate"]).Should().Contain("shop");
        resources.Values.OfType<ExecutableResource>().Where(process => process.Name != "migrate").Should()
            .HaveCount(Host.Shop.Modules.Count).And.OnlyContain(process => WaitsOf(process).Contains("migrate") && WaitsOf(process).Contains("rabbitmq"));
    }

    private static async Task<Dictionary<string, IResource>> ReadAsync(params string[] arguments) =>
        (await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(arguments, TestCancellation)).Resources.ToDictionary(resource => resource.Name);

    private static IEnumerable<string> WaitsOf(IResource resource) => resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name);

    private static async Task BuyAsync(HttpClient web)
    {
        var userId = Guid.NewGuid();
        using var added = await web.PostAsJsonAsync("/api/cart", new { userId, item = new { productId = "OLJCESPC7Z", quantity = 1 } }, TestCancellation);
        added.StatusCode.Should().Be(HttpStatusCode.OK, await added.Content.ReadAsStringAsync(TestCancellation));
        var order = new
        {
            userId,
            email = "someone@example.com",
            userCurrency = "EUR",
            address = new { streetAddress = "1600 Amphitheatre Parkway", city = "Mountain View", state = "CA", country = "United States", zipCode = "94043" },
            creditCard = new { creditCardNumber = "4432-8015-6152-0454", creditCardCvv = 672, creditCardExpirationYear = 2039, creditCardExpirationMonth = 1 },
        };

        using var placed = await web.PostAsJsonAsync("/api/checkout", order, TestCancellation);

        placed.StatusCode.Should().Be(HttpStatusCode.OK, await placed.Content.ReadAsStringAsync(TestCancellation));
    }

    private static async Task AuditHoldsAsync(HttpClient management)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestCancellation);
        deadline.CancelAfter(StartTime);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        JsonNode audit;
        do
        {
            await pause.WaitForNextTickAsync(deadline.Token);
            audit = (await management.GetFromJsonAsync<JsonNode>("/audit", deadline.Token))!;
        }
        while ((int)audit["booked"]! < 1);

        ((bool)audit["holds"]!).Should().BeTrue(audit.ToJsonString());
    }

    /// <summary>A running application with a separate data folder.</summary>
    private sealed class StartedShop(DistributedApplication application, string[] names, DirectoryInfo data) : IAsyncDisposable
    {
        public IReadOnlyList<string> Names => names;

        public static async Task<StartedShop> StartAsync(params string[] arguments)
        {
            var data = Directory.CreateTempSubdirectory("shop-");
            var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
                [.. arguments, "--Servers=false", $"--DataDirectory={data.FullName}"],
                (options, _) => options.DisableDashboard = false,
                TestCancellation);

            builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Critical));

            // Many processes that have just started answer late on a busy machine.
            foreach (var process in builder.Resources.OfType<ExecutableResource>().Where(process => process.Name != Dashboard))
            {
                builder.CreateResourceBuilder(process).WithEnvironment("Shop__Calls__Deadline", "00:01:00").WithEnvironment("Modules__Edge__TimeLimit", "00:01:10");
            }

            var application = await builder.BuildAsync(TestCancellation);
            await application.StartAsync(TestCancellation);
            return new StartedShop(application, [.. builder.Resources.OfType<ExecutableResource>().Select(resource => resource.Name).Where(name => name != Dashboard)], data);
        }

        public async Task WaitUntilHealthyAsync()
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestCancellation);
            deadline.CancelAfter(StartTime);
            await Task.WhenAll(names.Select(name => application.ResourceNotifications.WaitForResourceHealthyAsync(name, deadline.Token)));
        }

        /// <summary>Waits until the dashboard has spans of these services.</summary>
        public async Task WaitForTelemetryAsync(params string[] services)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestCancellation);
            deadline.CancelAfter(StartTime);
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            using var dashboard = application.CreateHttpClient(Dashboard, Web);
            dashboard.DefaultRequestHeaders.Add("X-API-Key", application.Services.GetRequiredService<IConfiguration>()["AppHost:DashboardApiKey"]);
            foreach (var service in services)
            {
                while (!(await dashboard.GetStringAsync($"/api/telemetry/spans?resource={service}", deadline.Token)).Contains("spanId", StringComparison.Ordinal))
                {
                    await pause.WaitForNextTickAsync(deadline.Token);
                }
            }
        }

        public HttpClient Client(string resource, string endpoint) => application.CreateHttpClient(resource, endpoint);

        public async ValueTask DisposeAsync()
        {
            await application.DisposeAsync();
            data.Delete(recursive: true);
        }
    }
}
