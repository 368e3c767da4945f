using System.Net;
using System.Text;
using AstronomyShop.Contracts;
using AstronomyShop.Contracts.Flagd.Evaluation;
using AstronomyShop.Contracts.Flagd.Sync;
using AstronomyShop.Modules.Currency;
using AstronomyShop.Modules.Flags;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Testing;
using Grpc.Core;
using Grpc.Net.Client;

namespace AstronomyShop.Tests.Modules.Flags;

/// <summary>The ports of flagd, which are open only if they are configured. No other module of the shop is served on them.</summary>
public sealed class FlagdPortsTests
{
    private readonly int[] ports = [.. AstronomyShop.Tests.Testing.FreePorts.Take(3)];

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evaluation_sync_and_OFREP_are_served_on_the_ports_of_flagd()
    {
        await using var shop = await OpenAsync();
        using var evaluation = GrpcChannel.ForAddress($"http://127.0.0.1:{ports[0]}");
        using var sync = GrpcChannel.ForAddress($"http://127.0.0.1:{ports[1]}");
        using var ofrep = new HttpClient { BaseAddress = new($"http://127.0.0.1:{ports[2]}") };

        (await new Service.ServiceClient(evaluation).ResolveIntAsync(new() { FlagKey = "loadGeneratorVUs" }, cancellationToken: TestCancellation)).Value.Should().Be(5);
        (await new FlagSyncService.FlagSyncServiceClient(sync).FetchAllFlagsAsync(new(), cancellationToken: TestCancellation)).FlagConfiguration.Should().Contain("cartFailure");
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await ofrep.PostAsync(new Uri("/ofrep/v1/evaluate/flags/loadGeneratorTraffic", UriKind.Relative), content, TestCancellation);
        (await response.Content.ReadAsStringAsync(TestCancellation)).Should().Contain("\"value\":1");
        using var page = await ofrep.GetAsync(new Uri("/feature/", UriKind.Relative), TestCancellation);
        page.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "the pages require the token on every port");
        shop.StartupBanner.Should().Contain($"{ports[2]}, for Modules:Flags:Ports:Ofrep");
    }

    [Fact]
    public async Task Other_modules_of_the_process_are_not_served_on_the_ports_of_flagd()
    {
        await using var shop = await OpenAsync();
        using var evaluation = GrpcChannel.ForAddress($"http://127.0.0.1:{ports[0]}");

        await RejectedCall.WithAsync(
            new CurrencyService.CurrencyServiceClient(evaluation).GetSupportedCurrenciesAsync(new Empty(), cancellationToken: TestCancellation), StatusCode.Unimplemented);
    }

    [Theory]
    [InlineData("eight", "Modules:Flags:Ports:Ofrep: 'eight' is not a valid port")]
    [InlineData("70000", "Modules:Flags:Ports:Ofrep: '70000' is not a valid port")]
    public async Task An_invalid_port_is_rejected_with_its_value(string port, string message)
    {
        var start = () => ShopUnderTest.StartAsync([new FlagsModule()], [("Modules:Flags:Ports:Ofrep", port)]);

        (await start.Should().ThrowAsync<SettingException>()).Which.Message.Should().StartWith(message);
    }

    private Task<ShopUnderTest> OpenAsync() => ShopUnderTest.StartAsync(
        [new FlagsModule(), new CurrencyModule()],
        [
            ("Modules:Flags:Ports:Evaluation", $"{ports[0]}"), ("Modules:Flags:Ports:Sync", $"{ports[1]}"), ("Modules:Flags:Ports:Ofrep", $"127.0.0.1:{ports[2]}"),
        ]);
}
