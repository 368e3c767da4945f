using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Grpc.Core;
using Grpc.Net.Client;

namespace AstronomyShop.Tests.Split.Starting;

/// <summary>The console shows a short block at startup and then only warnings and errors, or it shows one JSON object per line.</summary>
public sealed class ConsoleOutputTests
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_console_shows_all_addresses_and_no_requests()
    {
        var output = await AfterARequestAsync("--Modules:Quote:Address=http://127.0.0.1:9");

        output[0].Should().Be("The Astronomy Shop is running.");
        output.Select(line => line.Trim().Split(' ')[0]).Should().Equal("The", "web", "gRPC", "management", "modules", "elsewhere", "data", "telemetry");
        output.Should().Contain("  modules     Shipping, Images").And.Contain("  elsewhere   Quote at http://127.0.0.1:9/");
        output[^1].Should().StartWith("  telemetry   not exported");
    }

    [Fact]
    public async Task The_console_writes_one_JSON_object_per_line_when_redirected()
    {
        var output = await AfterARequestAsync("--Modules:Quote:Address=http://127.0.0.1:9", "--json-logs", "--Logging:LogLevel:AstronomyShop=Information");

        output.Should().NotBeEmpty();
        var lines = output.Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        lines.Should().OnlyContain(line => line.ContainsKey("Timestamp") && line.ContainsKey("LogLevel") && line.ContainsKey("Category") && line.ContainsKey("Message"));
        lines.Should().Contain(line => ((string)line["Message"]!).StartsWith("Shipping is listening on 127.0.0.1:"));
    }

    [Fact]
    public async Task Each_JSON_object_names_its_process_in_a_split_shop()
    {
        using var data = new DataDirectory();
        await using var shop = ShopProcess.Start(
            typeof(Host.Shop),
            ["--split", "--json-logs", "--Shop:Run=Shipping,Quote", "--Split:Restart=false", data.Argument, "--Logging:LogLevel:AstronomyShop=Information"]);
        await shop.WaitUntilReadyAsync(TestCancellation);
        var processes = (await shop.Management.GetFromJsonAsync<JsonArray>("/processes", TestCancellation))!;
        ShopProcess.Kill((int)processes[0]!["pid"]!);
        await Eventually.HoldsAsync("the parent process logs the exit", _ => Task.FromResult(shop.Output.Any(line => line.Contains("exited with code"))), TimeSpan.FromSeconds(60), TestCancellation);
        shop.Terminate();
        await shop.WaitForExitAsync(TestCancellation);

        var lines = shop.Output.Concat(shop.Errors).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        lines.Where(line => ((string)line["Message"]!).Contains(" is listening on ")).Select(line => ((string)line["Service"]!, (int)line["ProcessId"]!)).Should()
            .BeEquivalentTo(processes.Select(process => ((string)process!["service"]!, (int)process["pid"]!)));
        lines.Where(line => !line.ContainsKey("Service")).Should().NotBeEmpty("the parent process logs without a service name").And.OnlyContain(line => line["Category"]!.ToString().StartsWith("AstronomyShop.Host"));
    }

    [Fact]
    public async Task A_split_shop_writes_one_block_while_its_parts_start()
    {
        using var data = new DataDirectory();
        await using var shop = ShopProcess.Start(typeof(Host.Shop), ["split", data.Argument, .. ShopProcess.LongDeadlines]);
        await Eventually.HoldsAsync("the block is written", _ => Task.FromResult(shop.Output.Any(line => line.StartsWith("  telemetry ", StringComparison.Ordinal))), TimeSpan.FromSeconds(90), TestCancellation);

        // On a machine that is too busy for so many processes, Kestrel warns about its heartbeat, and a process warns about a flag service that starts slowly.
        shop.Errors.Should().BeEmpty();
        shop.Output.Where(line => !line.Contains("the heartbeat has been running", StringComparison.Ordinal) && !line.Contains("Flag service is not reachable", StringComparison.Ordinal)).Should().HaveCount(6).And.ContainInOrder($"The Astronomy Shop is running in {Host.Shop.Modules.Count} processes.");
    }

    [Fact]
    public async Task A_warning_has_a_time_a_category_and_a_reason()
    {
        using var data = new DataDirectory();
        await using var shop = ShopProcess.Start(typeof(Host.Shop), ["--Shop:Run=Payment", data.Argument]);
        await shop.WaitUntilReadyAsync(TestCancellation);
        using var channel = GrpcChannel.ForAddress(shop.GrpcAddress);
        var card = new CreditCardInfo { CreditCardNumber = "4432801561520454", CreditCardCvv = 672, CreditCardExpirationMonth = 1, CreditCardExpirationYear = 2020 };
        var charge = () => new PaymentService.PaymentServiceClient(channel)
            .ChargeAsync(new ChargeRequest { Amount = new Money { CurrencyCode = "USD", Units = 1 }, CreditCard = card }, cancellationToken: TestCancellation).ResponseAsync;

        await charge.Should().ThrowAsync<RpcException>();
        shop.Terminate();
        await shop.WaitForExitAsync(TestCancellation);
        shop.Output.Where(line => line.Contains("warn:", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().MatchRegex(
            @"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d warn: AstronomyShop\.Modules\.Payment\.\w+\[\d+\] Charge rejected: FailedPrecondition \(card-expired\)$");
    }

    [Theory, InlineData("--Shop:Run=Shipping", null), InlineData("--Shop:Run=Shipping,Quote --split", "shipping")]
    public async Task A_startup_failure_is_a_JSON_object_too(string arguments, string? service)
    {
        await using var shop = ShopProcess.Start(
            typeof(Host.Shop), [.. arguments.Split(' '), "--json-logs", "--Shop:DataDirectory=/proc/shop", "--Modules:Quote:Address=http://127.0.0.1:9"]);
        (await shop.WaitForExitAsync(TestCancellation)).Should().Be(1);

        var refusals = shop.Output.Concat(shop.Errors).Select(line => JsonNode.Parse(line)!.AsObject())
            .Where(line => ((string)line["Message"]!).StartsWith("Shop:DataDirectory: '/proc/shop' is not writable")).ToList();
        refusals.Should().ContainSingle().Which["LogLevel"]!.ToString().Should().Be("Error");
        ((string?)refusals[0]["Service"]).Should().Be(service);
    }

    private static async Task<IReadOnlyList<string>> AfterARequestAsync(params string[] arguments)
    {
        using var data = new DataDirectory();
        await using var shop = ShopProcess.Start(typeof(Host.Shop), ["--Shop:Run=Shipping,Images", data.Argument, .. arguments]);
        await shop.WaitUntilReadyAsync(TestCancellation);
        (await shop.Web.GetAsync("/products/SolarFilter.jpg", TestCancellation)).IsSuccessStatusCode.Should().BeTrue();
        shop.Terminate();
        (await shop.WaitForExitAsync(TestCancellation)).Should().Be(0);
        shop.Errors.Should().BeEmpty();
        return [.. shop.Output];
    }
}
