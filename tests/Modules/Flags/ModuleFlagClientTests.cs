using System.Diagnostics;
using System.Text.Json;
using AstronomyShop.Modules.Flags;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.Tests.Testing;
using OpenTelemetry;

namespace AstronomyShop.Tests.Modules.Flags;

public sealed class ModuleFlagClientTests
{
    private const string OneForAna =
        """
        {
          "flags": {
            "forAna": {
              "state": "ENABLED", "variants": { "yes": true, "no": false }, "defaultVariant": "no",
              "targeting": { "if": [{ "==": [{ "var": "targetingKey" }, "3f0d1c52-9d64-4a5e-8f64-1f2a3b4c5d6e"] }, "yes"] }
            },
            "thing": { "state": "ENABLED", "variants": { "one": { "a": 1 } }, "defaultVariant": "one" }
          }
        }
        """;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_flag_type_returns_value_and_details()
    {
        await using var shop = await FlagShop.StartAsync();
        await shop.SetFlagAsync("cartFailure", "75%");

        (await shop.Flags.GetDoubleDetailsAsync("cartFailure", 0))
            .Should().Be(new FlagEvaluationDetails<double>("cartFailure", 0.75, ErrorType.None, Reason.Static, "75%"));
        (await shop.Flags.GetIntegerValueAsync("loadGeneratorVUs", 1)).Should().Be(5);
        (await shop.Flags.GetStringDetailsAsync("adFailure", "mine")).Should().BeEquivalentTo(
            new { Value = "mine", ErrorType = ErrorType.TypeMismatch, Reason = Reason.Error, Variant = (string?)null });
        (await shop.Flags.GetBooleanDetailsAsync("nobody", true)).Should().BeEquivalentTo(
            new { Value = true, ErrorType = ErrorType.FlagNotFound, Reason = Reason.Error });
        await shop.WriteAsync(OneForAna);
        (await shop.Flags.GetObjectValueAsync("thing", default)).GetProperty("a").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task The_targeting_key_is_the_session_in_the_baggage_unless_one_is_given()
    {
        await using var shop = await FlagShop.StartAsync();
        await shop.WriteAsync(OneForAna);
        Baggage.SetBaggage("session.id", "3f0d1c52-9d64-4a5e-8f64-1f2a3b4c5d6e");

        (await shop.Flags.GetBooleanValueAsync("forAna", false)).Should().BeTrue();
        (await shop.Flags.GetBooleanValueAsync("forAna", false, EvaluationContext.Builder().SetTargetingKey("bo").Build())).Should().BeFalse();
        Baggage.SetBaggage("session.id", null);
        (await shop.Flags.GetBooleanValueAsync("forAna", false)).Should().BeFalse();
    }

    [Fact]
    public async Task The_current_span_records_the_evaluated_flag()
    {
        await using var shop = await FlagShop.StartAsync();
        using var span = new Activity("looking") { IsAllDataRequested = true }.Start();
        Baggage.SetBaggage("session.id", "3f0d1c52-9d64-4a5e-8f64-1f2a3b4c5d6e");

        await shop.Flags.GetDoubleValueAsync("paymentFailure", 0);

        var received = span.Events.Should().ContainSingle().Which;
        received.Name.Should().Be("feature_flag.evaluation");
        received.Tags.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["feature_flag.key"] = "paymentFailure",
            ["feature_flag.provider.name"] = "flagd",
            ["feature_flag.result.variant"] = "off",
            ["feature_flag.result.value"] = 0.0,
            ["feature_flag.result.reason"] = "static",
            ["feature_flag.context.id"] = "3f0d1c52-9d64-4a5e-8f64-1f2a3b4c5d6e",
        });
    }

    [Fact]
    public async Task Evaluations_are_counted_by_their_result()
    {
        using var requests = new RecordingMeterListener("Onlooker", "feature_flag.evaluation_requests_total");
        using var successes = new RecordingMeterListener("Onlooker", "feature_flag.evaluation_success_total");
        using var errors = new RecordingMeterListener("Onlooker", "feature_flag.evaluation_error_total");
        await using var shop = await FlagShop.StartAsync();
        await shop.SetFlagAsync("paymentFailure", "75%");

        await shop.Flags.GetDoubleValueAsync("paymentFailure", 0);
        await shop.Flags.GetBooleanValueAsync("uncountedTillNow", true);

        requests.Measurements.Should().Contain(
            ["feature_flag.key=paymentFailure feature_flag.provider.name=flagd", "feature_flag.key=uncountedTillNow feature_flag.provider.name=flagd"]);
        successes.Measurements.Should().Contain(
            "feature_flag.key=paymentFailure feature_flag.provider.name=flagd feature_flag.result.reason=static feature_flag.result.variant=75%");
        errors.Measurements.Should().Contain("feature_flag.key=uncountedTillNow feature_flag.provider.name=flagd error.type=flag_not_found");
    }

    [Fact]
    public async Task A_module_in_another_process_follows_the_document_and_keeps_it_when_the_flag_service_ends()
    {
        var observer = new FlagObserverModule();
        var keeper = await FlagShop.StartAsync();
        await using var other = await ShopUnderTest.StartAsync(
            [new FlagsModule(), observer],
            [("Shop:Run", "Onlooker"), ("Modules:Flags:Address", keeper.Shop.GrpcAddress.ToString())]);
        var first = await observer.Store.WaitForChangeAsync(null, TestCancellation).WaitAsync(TimeSpan.FromSeconds(10), TestCancellation);
        (await observer.Flags.GetBooleanValueAsync("adFailure", true)).Should().BeFalse();

        await keeper.SetFlagAsync("adFailure", "on");
        await observer.Store.WaitForChangeAsync(first, TestCancellation).WaitAsync(TimeSpan.FromSeconds(10), TestCancellation);

        (await observer.Flags.GetBooleanValueAsync("adFailure", false)).Should().BeTrue();
        await keeper.DisposeAsync();
        (await observer.Flags.GetBooleanValueAsync("adFailure", false)).Should().BeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://127.0.0.1:9")]
    public async Task Without_a_flag_service_the_shop_runs_with_defaults(string? address)
    {
        var observer = new FlagObserverModule();
        await using var shop = await ShopUnderTest.StartAsync(
            [new FlagsModule(), observer], [("Shop:Run", "Onlooker"), .. address is null ? [] : new[] { ("Modules:Flags:Address", address) }]);

        (await observer.Flags.GetBooleanDetailsAsync("adFailure", true)).Should().BeEquivalentTo(
            new { Value = true, Reason = Reason.Error, ErrorType = ErrorType.ProviderNotReady });
        (await observer.Flags.GetObjectValueAsync("boundaryFaults", default)).ValueKind.Should().Be(JsonValueKind.Undefined);
    }

    [Fact]
    public async Task The_two_variables_of_the_public_shop_set_the_address_of_the_flag_service()
    {
        var observer = new FlagObserverModule();
        await using var keeper = await FlagShop.StartAsync();
        await using var other = await ShopUnderTest.StartAsync(
            [new FlagsModule(), observer],
            [("Shop:Run", "Onlooker"), ("FLAGD_HOST", keeper.Shop.GrpcAddress.Host), ("FLAGD_PORT", $"{keeper.Shop.GrpcAddress.Port}")]);

        await observer.Store.WaitForChangeAsync(null, TestCancellation).WaitAsync(TimeSpan.FromSeconds(10), TestCancellation);

        (await observer.Flags.GetIntegerValueAsync("loadGeneratorVUs", 1)).Should().Be(5);
    }
}
