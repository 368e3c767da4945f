using System.Diagnostics;
using System.Text.Json;
using AstronomyShop.Modules.Flags;
using AstronomyShop.SharedKernel.Flags;
using AstronomyShop.Tests.Testing;
using OpenTelemetry;

namespace AstronomyShop.Tests.Modules.Flags;

public sealed class ReadingFlagsInAModule
{
    private const string OneForAna =
        """
        {
          "flags": {
            "forAna": {
              "state": "ENABLED", "variants": { "yes": true, "no": false }, "defaultVariant": "no",
              "targeting": { "if": [{ "==": [{ "var": "targetingKey" }, "ana"] }, "yes"] }
            },
            "thing": { "state": "ENABLED", "variants": { "one": { "a": 1 } }, "defaultVariant": "one" }
          }
        }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_type_has_its_value_and_its_details()
    {
        await using var shop = await FlagShop.Start();
        await shop.Turn("cartFailure", "75%");

        (await shop.Flags.GetDoubleDetailsAsync("cartFailure", 0))
            .Should().Be(new FlagEvaluationDetails<double>("cartFailure", 0.75, ErrorType.None, Reason.Static, "75%"));
        (await shop.Flags.GetIntegerValueAsync("loadGeneratorVUs", 1)).Should().Be(5);
        (await shop.Flags.GetStringDetailsAsync("adFailure", "mine")).Should().BeEquivalentTo(
            new { Value = "mine", ErrorType = ErrorType.TypeMismatch, Reason = Reason.Error, Variant = (string?)null });
        (await shop.Flags.GetBooleanDetailsAsync("nobody", true)).Should().BeEquivalentTo(
            new { Value = true, ErrorType = ErrorType.FlagNotFound, Reason = Reason.Error });
        await shop.Write(OneForAna);
        (await shop.Flags.GetObjectValueAsync("thing", default)).GetProperty("a").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task The_session_in_the_baggage_is_who_it_is_for_unless_somebody_else_is_named()
    {
        await using var shop = await FlagShop.Start();
        await shop.Write(OneForAna);
        Baggage.SetBaggage("session.id", "ana");

        (await shop.Flags.GetBooleanValueAsync("forAna", false)).Should().BeTrue();
        (await shop.Flags.GetBooleanValueAsync("forAna", false, EvaluationContext.Builder().SetTargetingKey("bo").Build())).Should().BeFalse();
        Baggage.SetBaggage("session.id", null);
        (await shop.Flags.GetBooleanValueAsync("forAna", false)).Should().BeFalse();
    }

    [Fact]
    public async Task The_running_span_tells_which_flag_was_looked_at()
    {
        await using var shop = await FlagShop.Start();
        using var span = new Activity("looking") { IsAllDataRequested = true }.Start();
        Baggage.SetBaggage("session.id", "ana");

        await shop.Flags.GetDoubleValueAsync("paymentFailure", 0);

        var told = span.Events.Should().ContainSingle().Which;
        told.Name.Should().Be("feature_flag.evaluation");
        told.Tags.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["feature_flag.key"] = "paymentFailure",
            ["feature_flag.provider.name"] = "flagd",
            ["feature_flag.result.variant"] = "off",
            ["feature_flag.result.value"] = 0.0,
            ["feature_flag.result.reason"] = "static",
            ["feature_flag.context.id"] = "ana",
        });
    }

    [Fact]
    public async Task The_module_counts_its_looks_by_what_came_of_them()
    {
        using var requests = new HeardCounts("Onlooker", "feature_flag.evaluation_requests_total");
        using var successes = new HeardCounts("Onlooker", "feature_flag.evaluation_success_total");
        using var errors = new HeardCounts("Onlooker", "feature_flag.evaluation_error_total");
        await using var shop = await FlagShop.Start();
        await shop.Turn("paymentFailure", "75%");

        await shop.Flags.GetDoubleValueAsync("paymentFailure", 0);
        await shop.Flags.GetBooleanValueAsync("uncountedTillNow", true);

        requests.Counted.Should().Contain(
            ["feature_flag.key=paymentFailure feature_flag.provider.name=flagd", "feature_flag.key=uncountedTillNow feature_flag.provider.name=flagd"]);
        successes.Counted.Should().Contain(
            "feature_flag.key=paymentFailure feature_flag.provider.name=flagd feature_flag.result.reason=static feature_flag.result.variant=75%");
        errors.Counted.Should().Contain("feature_flag.key=uncountedTillNow feature_flag.provider.name=flagd error.type=flag_not_found");
    }

    [Fact]
    public async Task A_module_of_another_process_follows_the_document_and_keeps_it_when_its_keeper_goes()
    {
        var onlooker = new Onlooker();
        var keeper = await FlagShop.Start();
        await using var other = await ShopUnderTest.Start(
            [new FlagsModule(), onlooker],
            [("Shop:Run", "Onlooker"), ("Modules:Flags:Address", keeper.Shop.GrpcAddress.ToString())]);
        var first = await onlooker.Board.WaitForChangeAsync(null, Cancellation).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        (await onlooker.Flags.GetBooleanValueAsync("adFailure", true)).Should().BeFalse();

        await keeper.Turn("adFailure", "on");
        await onlooker.Board.WaitForChangeAsync(first, Cancellation).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);

        (await onlooker.Flags.GetBooleanValueAsync("adFailure", false)).Should().BeTrue();
        await keeper.DisposeAsync();
        (await onlooker.Flags.GetBooleanValueAsync("adFailure", false)).Should().BeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://127.0.0.1:9")]
    public async Task Without_a_keeper_of_flags_the_shop_runs_and_defaults_hold(string? address)
    {
        var onlooker = new Onlooker();
        await using var shop = await ShopUnderTest.Start(
            [new FlagsModule(), onlooker], [("Shop:Run", "Onlooker"), .. address is null ? [] : new[] { ("Modules:Flags:Address", address) }]);

        (await onlooker.Flags.GetBooleanDetailsAsync("adFailure", true)).Should().BeEquivalentTo(
            new { Value = true, Reason = Reason.Error, ErrorType = ErrorType.ProviderNotReady });
        (await onlooker.Flags.GetObjectValueAsync("boundaryFaults", default)).ValueKind.Should().Be(JsonValueKind.Undefined);
    }

    [Fact]
    public async Task The_public_shops_two_variables_say_where_the_keeper_is()
    {
        var onlooker = new Onlooker();
        await using var keeper = await FlagShop.Start();
        await using var other = await ShopUnderTest.Start(
            [new FlagsModule(), onlooker],
            [("Shop:Run", "Onlooker"), ("FLAGD_HOST", keeper.Shop.GrpcAddress.Host), ("FLAGD_PORT", $"{keeper.Shop.GrpcAddress.Port}")]);

        await onlooker.Board.WaitForChangeAsync(null, Cancellation).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);

        (await onlooker.Flags.GetIntegerValueAsync("loadGeneratorVUs", 1)).Should().Be(5);
    }
}
