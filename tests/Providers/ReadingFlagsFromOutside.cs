using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Providers;

/// <summary>OpenFeature's providers, as they are on npm, take the shop for flagd.</summary>
[Requires(Part.Node, Part.OpenFeature)]
public sealed class ReadingFlagsFromOutside(ShopWithComets shop)
{
    private static readonly TimeSpan AChangeIsSeenWithin = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Providers => ["flagd", "flagd in process", "flagd on the web", "ofrep", "ofrep on the web"];

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_provider_reads_a_flag_of_every_type(string kind)
    {
        await using var provider = await shop.Visit(kind);

        await Reads(provider, "Boolean", "visible", fallback: false, "true", "on");
        await Reads(provider, "String", "name", fallback: "nobody", "\"Encke\"", "encke");
        await Reads(provider, "Number", "tails", fallback: 0, "2", "two");
        await Reads(provider, "Number", "magnitude", fallback: 0, "-0.75", "bright");
        await Reads(provider, "Object", "orbit", new JsonObject(), """{"years":3.3,"names":["Encke","2P"],"returns":true}""", "short");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_provider_falls_back_to_its_own_value_where_there_is_none(string kind)
    {
        await using var provider = await shop.Visit(kind);

        (await Read(provider, "Boolean", "nobody", fallback: true)).ToJsonString().Should().Contain("\"value\":true").And.Contain("FLAG_NOT_FOUND");
        (await Read(provider, "Boolean", "name", fallback: true)).ToJsonString().Should().Contain("\"value\":true").And.Contain("TYPE_MISMATCH");
        (await Read(provider, "Boolean", "hidden", fallback: false))["value"]!.GetValue<bool>().Should().BeFalse("it is disabled");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_rule_chooses_by_what_a_provider_says_of_its_user(string kind)
    {
        await using var provider = await shop.Visit(kind);

        var north = await Read(provider, "String", "hemisphere", "", new JsonObject { ["observer"] = new JsonObject { ["latitude"] = 51.5 } });
        var south = await Read(provider, "String", "hemisphere", "", new JsonObject { ["observer"] = new JsonObject { ["latitude"] = -33.9 } });
        var ana = await Read(provider, "String", "telescope", "", new JsonObject { ["targetingKey"] = "ana" });
        var cid = await Read(provider, "String", "telescope", "", new JsonObject { ["targetingKey"] = "cid" });

        Chosen(north).Should().Be(("north", "look north", "DEFAULT"));
        Chosen(south).Should().Be(("south", "look south", "TARGETING_MATCH"));
        Chosen(ana).Should().Be(("refractor", "refractor", "TARGETING_MATCH"));
        Chosen(cid).Should().Be(("reflector", "reflector", "TARGETING_MATCH"));
    }

    // flagd's provider for the web keeps to itself which flags changed.
    [Theory]
    [InlineData("flagd", "[\"name\"]"), InlineData("flagd in process", "[\"name\"]"), InlineData("ofrep on the web", "[\"name\"]")]
    [InlineData("flagd on the web", "[]")]
    public async Task A_provider_is_told_of_a_change(string kind, string flags)
    {
        await using var provider = await shop.Visit(kind);

        await shop.Turn("name", "halley");
        var told = await provider.Hear();
        await Reads(provider, "String", "name", fallback: "nobody", "\"Halley\"", "halley");

        await shop.Turn("name", "encke");
        await provider.Hear();
        await Reads(provider, "String", "name", fallback: "nobody", "\"Encke\"", "encke");
        told["event"]!.GetValue<string>().Should().Be("changed");
        told["flags"]!.ToJsonString().Should().Be(flags);
    }

    [Fact]
    public async Task A_provider_that_cannot_be_told_asks_each_time()
    {
        await using var provider = await shop.Visit("ofrep");
        await Reads(provider, "Number", "sightings", fallback: 5, "0", "none");

        await shop.Turn("sightings", "many");

        await Eventually.Holds(
            "the provider reads the change",
            async _ => (await Read(provider, "Number", "sightings", 5))["value"]!.GetValue<int>() == 12,
            AChangeIsSeenWithin,
            Test);
    }

    private static (string? Variant, string? Value, string? Reason) Chosen(JsonNode answer) =>
        ((string?)answer["variant"], (string?)answer["value"], (string?)answer["reason"]);

    private static async Task Reads(NodeScript provider, string type, string key, JsonNode fallback, string value, string variant)
    {
        var answer = await Read(provider, type, key, fallback);

        JsonNode.DeepEquals(answer["value"], JsonNode.Parse(value)).Should().BeTrue("{0} reads {1}, not {2}", key, value, answer);
        ((string?)answer["variant"]).Should().Be(variant);
        ((string?)answer["errorCode"]).Should().BeNull();
    }

    private static Task<JsonNode> Read(NodeScript provider, string type, string key, JsonNode fallback, JsonObject? context = null) =>
        provider.Ask(new JsonObject { ["type"] = type, ["key"] = key, ["fallback"] = fallback, ["context"] = context });
}
