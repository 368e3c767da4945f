using System.Text.Json;
using System.Text.Json.Nodes;
using AstronomyShop.SharedKernel.FeatureFlags;

namespace AstronomyShop.Tests.Modules.Flags;

/// <summary>Compares the result of each rule with the result of flagd, which is recorded in <c>evaluations.json</c>.</summary>
public sealed class FlagEvaluationTests
{
    private static readonly Dictionary<string, JsonElement> Table = ReadTable();

    public static TheoryData<string> Cases => [.. Table.Keys];

    [Theory, MemberData(nameof(Cases))]
    public void A_rule_selects_the_variant_that_flagd_selects(string name)
    {
        var expected = Table[name];

        var resolution = DocumentWith(expected.GetProperty("targeting"))
            .Evaluate("f", EvaluationContext.From(expected.GetProperty("context")), TimeProvider.System);

        resolution.Reason.Should().Be(expected.GetProperty("reason").GetString());
        Code(resolution.Error).Should().Be(expected.GetProperty("error").GetString());
        resolution.Variant?.Name.Should().Be(expected.GetProperty("variant").GetString());
        (resolution.Variant?.Json.GetString() ?? "mine").Should().Be(expected.GetProperty("value").GetString());
    }

    [Fact]
    public void A_disabled_flag_returns_the_default_of_the_caller() =>
        FlagDocument.Parse("""{"flags":{"f":{"state":"DISABLED","variants":{"a":1},"defaultVariant":"a"}}}""")
            .Evaluate("f", EvaluationContext.Empty, TimeProvider.System)
            .Should().Be(new FlagResolution(null, Reason.Disabled));

    [Theory]
    [InlineData("""{"state":"ENABLED","variants":{"a":1}}""")]
    [InlineData("""{"state":"ENABLED","variants":{"a":1},"defaultVariant":null}""")]
    [InlineData("""{"state":"ENABLED","variants":{"a":1},"defaultVariant":null,"targeting":{"if":[false,"a"]}}""")]
    public void A_flag_without_a_default_variant_returns_the_default_of_the_caller(string flag) =>
        FlagDocument.Parse($$$"""{"flags":{"f":{{{flag}}}}}""")
            .Evaluate("f", EvaluationContext.Empty, TimeProvider.System)
            .Should().Be(new FlagResolution(null, Reason.Default));

    [Fact]
    public void An_unknown_flag_is_reported_as_not_found()
    {
        var resolution = FlagDocument.Parse("""{"flags":{}}""").Evaluate("f", EvaluationContext.Empty, TimeProvider.System);

        resolution.Reason.Should().Be(Reason.Error);
        resolution.Error.Should().Be(ErrorType.FlagNotFound);
    }

    [Fact]
    public void A_self_referencing_rule_invalidates_only_the_flag_that_uses_it()
    {
        var document = FlagDocument.Parse(
            """
            {
              "flags": {
                "round": { "state": "ENABLED", "variants": { "a": 1 }, "defaultVariant": "a", "targeting": { "$ref": "self" } },
                "plain": { "state": "ENABLED", "variants": { "a": 1 }, "defaultVariant": "a" }
              },
              "$evaluators": { "self": { "if": [{ "$ref": "self" }, "a"] } }
            }
            """);

        document.Evaluate("round", EvaluationContext.Empty, TimeProvider.System).Error.Should().Be(ErrorType.ParseError);
        document.Evaluate("plain", EvaluationContext.Empty, TimeProvider.System).Reason.Should().Be(Reason.Static);
        document.Problems.Should().ContainSingle().Which.Should().StartWith("line 3: flags.round.targeting ");
    }

    [Theory]
    [InlineData("{\n  \"flags\": {\n", "line 3, column *")]
    [InlineData("[]", "line 1: the document must be an object with an object 'flags'")]
    [InlineData("{}", "line 1: the document must be an object with an object 'flags'")]
    [InlineData("{\"flags\":{\n\"f\":{\"state\":\"MAYBE\",\"variants\":{}}}}", "line 2: flags.f.state must be ENABLED or DISABLED")]
    [InlineData("{\"flags\":{\n\n\"f\":{\"state\":\"ENABLED\"}}}", "line 3: flags.f.variants must be an object")]
    [InlineData("{\"flags\":{\"f\":{\"state\":\"ENABLED\",\"variants\":{\"a\":1},\"defaultVariant\":\"b\"}}}", "line 1: flags.f.defaultVariant must be one of the variants")]
    public void An_invalid_document_is_rejected_with_line_and_rule(string text, string says)
    {
        var reading = () => FlagDocument.Parse(text);

        reading.Should().Throw<FlagDocumentException>().WithMessage(says);
    }

    private static FlagDocument DocumentWith(JsonElement targeting)
    {
        using var file = Open("evaluated.json");
        var document = JsonNode.Parse(file)!;
        document["flags"]!["f"]!["targeting"] = JsonNode.Parse(targeting.GetRawText());
        return FlagDocument.Parse(document.ToJsonString());
    }

    private static string? Code(ErrorType error) => error switch
    {
        ErrorType.None => null,
        ErrorType.General => "GENERAL",
        ErrorType.ParseError => "PARSE_ERROR",
        var other => other.ToString(),
    };

    private static Dictionary<string, JsonElement> ReadTable()
    {
        using var file = Open("evaluations.json");
        return JsonDocument.Parse(file).RootElement.EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one);
    }

    private static Stream Open(string file) => typeof(FlagEvaluationTests).Assembly.GetManifestResourceStream(file)!;
}
