using System.Net;
using System.Text;
using AstronomyShop.Contracts;
using AstronomyShop.Contracts.Flagd.Evaluation;
using AstronomyShop.Contracts.Flagd.Sync;
using AstronomyShop.Modules.Currency;
using AstronomyShop.Modules.Flags;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.Tests.Testing;
using Grpc.Core;
using Grpc.Net.Client;

namespace AstronomyShop.Tests.Modules.Flags;

/// <summary>flagd's ports, where a setting asks for them; beside them nothing of the shop answers there.</summary>
public sealed class OpeningFlagdsPorts
{
    private readonly int[] ports = [.. AstronomyShop.Tests.Testing.FreePorts.Take(3)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evaluation_sync_and_ofrep_answer_there()
    {
        await using var shop = await Open();
        using var evaluation = GrpcChannel.ForAddress($"http://127.0.0.1:{ports[0]}");
        using var sync = GrpcChannel.ForAddress($"http://127.0.0.1:{ports[1]}");
        using var ofrep = new HttpClient { BaseAddress = new($"http://127.0.0.1:{ports[2]}") };

        (await new Service.ServiceClient(evaluation).ResolveIntAsync(new() { FlagKey = "loadGeneratorVUs" }, cancellationToken: Cancellation)).Value.Should().Be(5);
        (await new FlagSyncService.FlagSyncServiceClient(sync).FetchAllFlagsAsync(new(), cancellationToken: Cancellation)).FlagConfiguration.Should().Contain("cartFailure");
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await ofrep.PostAsync(new Uri("/ofrep/v1/evaluate/flags/loadGeneratorTraffic", UriKind.Relative), content, Cancellation);
        (await answer.Content.ReadAsStringAsync(Cancellation)).Should().Contain("\"value\":1");
        using var page = await ofrep.GetAsync(new Uri("/feature/", UriKind.Relative), Cancellation);
        page.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "no port is a way round the guard");
        shop.StartBlock.Should().Contain($"{ports[2]}, for Modules:Flags:Ports:Ofrep");
    }

    [Fact]
    public async Task Another_module_of_the_process_does_not_answer_there()
    {
        await using var shop = await Open();
        using var evaluation = GrpcChannel.ForAddress($"http://127.0.0.1:{ports[0]}");

        await Refused.With(
            new CurrencyService.CurrencyServiceClient(evaluation).GetSupportedCurrenciesAsync(new Empty(), cancellationToken: Cancellation), StatusCode.Unimplemented);
    }

    [Theory]
    [InlineData("eight", "Modules:Flags:Ports:Ofrep: 'eight' is not a valid port")]
    [InlineData("70000", "Modules:Flags:Ports:Ofrep: '70000' is not a valid port")]
    public async Task A_port_that_is_none_is_named(string port, string said)
    {
        var start = () => ShopUnderTest.Start([new FlagsModule()], [("Modules:Flags:Ports:Ofrep", port)]);

        (await start.Should().ThrowAsync<SettingException>()).Which.Message.Should().StartWith(said);
    }

    private Task<ShopUnderTest> Open() => ShopUnderTest.Start(
        [new FlagsModule(), new CurrencyModule()],
        [
            ("Modules:Flags:Ports:Evaluation", $"{ports[0]}"), ("Modules:Flags:Ports:Sync", $"{ports[1]}"), ("Modules:Flags:Ports:Ofrep", $"127.0.0.1:{ports[2]}"),
        ]);
}
