using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Providers;

/// <summary>The OpenFeature providers from npm work with the shop as with flagd.</summary>
[Requires(Part.Node, Part.OpenFeature)]
public sealed class OpenFeatureProviderTests(FlagShopFixture shop)
{
    private static readonly TimeSpan ChangeTimeout = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Providers => ["flagd", "flagd in process", "flagd on the web", "ofrep", "ofrep on the web"];

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_provider_reads_a_flag_of_every_type(string kind)
    {
        await using var provider = await shop.StartProviderAsync(kind);

        await ReadsAsync(provider, "Boolean", "visible", fallback: false, "true", "on");
        await ReadsAsync(provider, "String", "name", fallback: "nobody", "\"Encke\"", "encke");
        await ReadsAsync(provider, "Number", "tails", fallback: 0, "2", "two");
        await ReadsAsync(provider, "Number", "magnitude", fallback: 0, "-0.75", "bright");
        await ReadsAsync(provider, "Object", "orbit", new JsonObject(), """{"years":3.3,"names":["Encke","2P"],"returns":true}""", "short");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_provider_returns_the_default_of_the_caller_for_an_unknown_flag(string kind)
    {
        await using var provider = await shop.StartProviderAsync(kind);

        (await ReadAsync(provider, "Boolean", "nobody", fallback: true)).ToJsonString().Should().Contain("\"value\":true").And.Contain("FLAG_NOT_FOUND");
        (await ReadAsync(provider, "Boolean", "name", fallback: true)).ToJsonString().Should().Contain("\"value\":true").And.Contain("TYPE_MISMATCH");
        (await ReadAsync(provider, "Boolean", "hidden", fallback: false))["value"]!.GetValue<bool>().Should().BeFalse("it is disabled");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_rule_uses_the_evaluation_context_of_the_provider(string kind)
    {
        await using var provider = await shop.StartProviderAsync(kind);

        var north = await ReadAsync(provider, "String", "hemisphere", "", new JsonObject { ["observer"] = new JsonObject { ["latitude"] = 51.5 } });
        var south = await ReadAsync(provider, "String", "hemisphere", "", new JsonObject { ["observer"] = new JsonObject { ["latitude"] = -33.9 } });
        var ana = await ReadAsync(provider, "String", "telescope", "", new JsonObject { ["targetingKey"] = "ana" });
        var cid = await ReadAsync(provider, "String", "telescope", "", new JsonObject { ["targetingKey"] = "cid" });

        Chosen(north).Should().Be(("north", "look north", "DEFAULT"));
        Chosen(south).Should().Be(("south", "look south", "TARGETING_MATCH"));
        Chosen(ana).Should().Be(("refractor", "refractor", "TARGETING_MATCH"));
        Chosen(cid).Should().Be(("reflector", "reflector", "TARGETING_MATCH"));
    }

    // flagd's provider for the web does not report which flags changed.
    [Theory]
    [InlineData("flagd", "[\"name\"]"), InlineData("flagd in process", "[\"name\"]"), InlineData("ofrep on the web", "[\"name\"]")]
    [InlineData("flagd on the web", "[]")]
    public async Task A_provider_receives_a_change(string kind, string flags)
    {
        await using var provider = await shop.StartProviderAsync(kind);

        await shop.SetFlagAsync("name", "halley");
        var received = await provider.ReceiveAsync();
        await ReadsAsync(provider, "String", "name", fallback: "nobody", "\"Halley\"", "halley");

        await shop.SetFlagAsync("name", "encke");
        await provider.ReceiveAsync();
        await ReadsAsync(provider, "String", "name", fallback: "nobody", "\"Encke\"", "encke");
        received["event"]!.GetValue<string>().Should().Be("changed");
        received["flags"]!.ToJsonString().Should().Be(flags);
    }

    [Fact]
    public async Task A_provider_without_events_requests_each_evaluation()
    {
        await using var provider = await shop.StartProviderAsync("ofrep");
        await ReadsAsync(provider, "Number", "sightings", fallback: 5, "0", "none");

        await shop.SetFlagAsync("sightings", "many");

        await Eventually.HoldsAsync(
            "the provider reads the change",
            async _ => (await ReadAsync(provider, "Number", "sightings", 5))["value"]!.GetValue<int>() == 12,
            ChangeTimeout,
            TestCancellation);
    }

    private static (string? Variant, string? Value, string? Reason) Chosen(JsonNode response) =>
        ((string?)response["variant"], (string?)response["value"], (string?)response["reason"]);

    private static async Task ReadsAsync(NodeProcess provider, string type, string key, JsonNode fallback, string value, string variant)
    {
        var response = await ReadAsync(provider, type, key, fallback);

        JsonNode.DeepEquals(response["value"], JsonNode.Parse(value)).Should().BeTrue("{0} reads {1}, not {2}", key, value, response);
        ((string?)response["variant"]).Should().Be(variant);
        ((string?)response["errorCode"]).Should().BeNull();
    }

    private static Task<JsonNode> ReadAsync(NodeProcess provider, string type, string key, JsonNode fallback, JsonObject? context = null) =>
        provider.SendAsync(new JsonObject { ["type"] = type, ["key"] = key, ["fallback"] = fallback, ["context"] = context });
}
