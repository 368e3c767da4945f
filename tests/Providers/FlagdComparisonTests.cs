using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.Tests.Testing;
using CsCheck;

namespace AstronomyShop.Tests.Providers;

/// <summary>The evaluation of flagd from npm and ours return the same results.</summary>
[Requires(Part.Node, Part.OpenFeature)]
public sealed class FlagdComparisonTests
{
    private const int Visitors = 300;

    [Fact]
    public async Task Every_evaluation_of_the_table_equals_that_of_flagd()
    {
        var cases = Read("evaluations.json").AsArray();
        await using var flagd = NodeProcess.Start("oracle.mjs");

        foreach (var one in cases)
        {
            var choice = await flagd.SendAsync(Question(one!["targeting"]!.DeepClone(), one["context"]!.DeepClone()));

            var result = (choice["value"], choice["variant"], choice["reason"], choice["errorCode"]);
            var expected = (one["value"], one["variant"], one["reason"], one["error"]);
            Text(result).Should().Be(Text(expected), (string?)one["name"]);
        }

        cases.Should().HaveCountGreaterThan(100);
    }

    [Fact]
    public async Task Every_user_gets_the_same_fractional_variant_as_with_flagd()
    {
        await using var flagd = NodeProcess.Start("oracle.mjs");
        var visits = Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 0, 40], Gen.Int[0, 1_000], Gen.Int[0, 1_000], Gen.Int[1, 1_000]).Array[Visitors].Single();
        foreach (var (visitor, first, second, third) in visits)
        {
            var rule = JsonNode.Parse(string.Create(
                CultureInfo.InvariantCulture, $$"""{"fractional":[{"var":"visitor"},["a",{{first}}],["b",{{second}}],["c",{{third}}]]}"""))!;
            var question = Question(rule, new JsonObject { ["visitor"] = visitor });

            var theirs = await flagd.SendAsync(question);

            var ours = FlagDocument.Parse(question["document"]!.ToJsonString())
                .Evaluate("f", EvaluationContext.From(JsonSerializer.SerializeToElement(question["context"])), TimeProvider.System);
            ours.Variant?.Name.Should().Be((string?)theirs["variant"], "the visitor is '{0}' and the rule is {1}", visitor, rule.ToJsonString());
        }
    }

    private static JsonObject Question(JsonNode targeting, JsonNode context)
    {
        var document = Read("evaluated.json");
        document["flags"]!["f"]!["targeting"] = targeting;
        return new JsonObject { ["document"] = document, ["key"] = "f", ["context"] = context };
    }

    private static string Text((JsonNode?, JsonNode?, JsonNode?, JsonNode?) choice) => choice.ToString();

    private static JsonNode Read(string file)
    {
        using var stream = typeof(FlagdComparisonTests).Assembly.GetManifestResourceStream(file)!;
        return JsonNode.Parse(stream)!;
    }
}
