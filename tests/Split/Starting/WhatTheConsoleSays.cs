using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Split.Starting;

/// <summary>One short block at the start, then nothing but trouble; or lines for programs to read.</summary>
public sealed class WhatTheConsoleSays
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_where_everything_is_and_no_word_of_a_request()
    {
        var said = await AfterARequest("--Modules:Quote:Address=http://127.0.0.1:9");

        said[0].Should().Be("The Astronomy Shop is running.");
        said.Select(line => line.Trim().Split(' ')[0]).Should().Equal("The", "web", "gRPC", "management", "modules", "elsewhere", "data", "telemetry");
        said.Should().Contain("  modules     Shipping, Images").And.Contain("  elsewhere   Quote at http://127.0.0.1:9/");
        said[^1].Should().StartWith("  telemetry   not exported");
    }

    [Fact]
    public async Task Is_one_object_per_line_for_a_program()
    {
        var said = await AfterARequest("--Modules:Quote:Address=http://127.0.0.1:9", "--json-logs", "--Logging:LogLevel:AstronomyShop=Information");

        said.Should().NotBeEmpty();
        var lines = said.Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        lines.Should().OnlyContain(line => line.ContainsKey("Timestamp") && line.ContainsKey("LogLevel") && line.ContainsKey("Category") && line.ContainsKey("Message"));
        lines.Should().Contain(line => ((string)line["Message"]!).StartsWith("Shipping is listening on 127.0.0.1:"));
    }

    [Fact]
    public async Task Names_the_process_in_each_object_when_there_are_several()
    {
        using var data = new DataDirectory();
        await using var shop = ShopProcess.Start(
            typeof(Host.Shop),
            ["--split", "--json-logs", "--Shop:Run=Shipping,Quote", "--Split:Restart=false", data.Argument, "--Logging:LogLevel:AstronomyShop=Information"]);
        await shop.Ready(Test);
        var processes = (await shop.Management.GetFromJsonAsync<JsonArray>("/processes", Test))!;
        ShopProcess.Kill((int)processes[0]!["pid"]!);
        await Eventually.Holds("the parent says so", _ => Task.FromResult(shop.Output.Any(line => line.Contains("exited with code"))), TimeSpan.FromSeconds(60), Test);
        shop.Terminate();
        await shop.Ended(Test);

        var lines = shop.Output.Concat(shop.Errors).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        lines.Where(line => ((string)line["Message"]!).Contains(" is listening on ")).Select(line => ((string)line["Service"]!, (int)line["ProcessId"]!)).Should()
            .BeEquivalentTo(processes.Select(process => ((string)process!["service"]!, (int)process["pid"]!)));
        lines.Where(line => !line.ContainsKey("Service")).Should().NotBeEmpty("the parent speaks for itself").And.OnlyContain(line => line["Category"]!.ToString().StartsWith("AstronomyShop.Host"));
    }

    [Theory, InlineData("--Shop:Run=Shipping", null), InlineData("--Shop:Run=Shipping,Quote --split", "shipping")]
    public async Task Is_an_object_too_when_the_shop_cannot_open(string arguments, string? service)
    {
        await using var shop = ShopProcess.Start(
            typeof(Host.Shop), [.. arguments.Split(' '), "--json-logs", "--Shop:DataDirectory=/proc/shop", "--Modules:Quote:Address=http://127.0.0.1:9"]);
        (await shop.Ended(Test)).Should().Be(1);

        var refusals = shop.Output.Concat(shop.Errors).Select(line => JsonNode.Parse(line)!.AsObject())
            .Where(line => ((string)line["Message"]!).StartsWith("Shop:DataDirectory: '/proc/shop' is not writable")).ToList();
        refusals.Should().ContainSingle().Which["LogLevel"]!.ToString().Should().Be("Error");
        ((string?)refusals[0]["Service"]).Should().Be(service);
    }

    private static async Task<IReadOnlyList<string>> AfterARequest(params string[] arguments)
    {
        using var data = new DataDirectory();
        await using var shop = ShopProcess.Start(typeof(Host.Shop), ["--Shop:Run=Shipping,Images", data.Argument, .. arguments]);
        await shop.Ready(Test);
        (await shop.Web.GetAsync("/products/SolarFilter.jpg", Test)).IsSuccessStatusCode.Should().BeTrue();
        shop.Terminate();
        (await shop.Ended(Test)).Should().Be(0);
        shop.Errors.Should().BeEmpty();
        return [.. shop.Output];
    }
}
