using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.Modules.Flags;

public sealed class FlagFileTests : IAsyncLifetime
{
    private FlagShop flags = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => flags = await FlagShop.StartAsync();

    public ValueTask DisposeAsync() => flags?.DisposeAsync() ?? default;

    [Fact]
    public async Task The_first_start_writes_the_sixteen_flags_of_the_public_shop()
    {
        var document = JsonNode.Parse(await File.ReadAllTextAsync(flags.File, TestCancellation))!["flags"]!.AsObject();

        document.Select(flag => flag.Key).Should().Contain(
        [
            "adFailure", "adHighCpu", "adManualGc", "cartFailure", "emailMemoryLeak", "failedReadinessProbe", "imageSlowLoad",
            "intlShippingSlowdown", "kafkaQueueProblems", "loadGeneratorFloodHomepage", "loadGeneratorTraffic", "loadGeneratorVUs",
            "paymentFailure", "paymentUnreachable", "productCatalogFailure", "recommendationCacheFailure",
        ]);
        document.Should().OnlyContain(flag => flag.Value!["state"]!.GetValue<string>() == "ENABLED");
        document.Should().OnlyContain(flag => flag.Value!["description"] != null);
        document["paymentFailure"]!["variants"]!["90%"]!.GetValue<double>().Should().Be(0.90);
    }

    [Fact]
    public async Task A_changed_file_takes_effect_without_a_restart()
    {
        (await flags.Flags.GetDoubleValueAsync("cartFailure", 7)).Should().Be(0);

        await flags.SetFlagAsync("cartFailure", "25%");

        (await flags.Flags.GetDoubleValueAsync("cartFailure", 7)).Should().Be(0.25);
    }

    [Fact]
    public async Task An_invalid_file_keeps_the_last_valid_document_and_reports_the_line()
    {
        await flags.SetFlagAsync("cartFailure", "25%");
        await File.WriteAllTextAsync(flags.File, "{\n  \"flags\": {\n    oops\n", TestCancellation);

        var message = await WaitForLogAsync(health => health.Contains("the last valid document stays in effect", StringComparison.Ordinal));

        message.Should().Contain("line 3");
        (await flags.Flags.GetDoubleValueAsync("cartFailure", 7)).Should().Be(0.25);
        await flags.WriteAsync("""{"flags":{"adFailure":{"state":"ENABLED","variants":{"on":true},"defaultVariant":"on"}}}""");
        (await flags.Flags.GetBooleanValueAsync("adFailure", false)).Should().BeTrue();
        (await WaitForLogAsync(health => !health.Contains("last valid", StringComparison.Ordinal))).Should().Contain("flagd");
    }

    // A lone surrogate is well-formed JSON but cannot be read as text. It once stopped the file watcher.
    [Theory]
    [InlineData("""{"flags":{"a":{"state":"\ud800","variants":{}}}}""")]
    [InlineData("""{"flags":{"\udc00":{"state":"ENABLED","variants":{}}}}""")]
    [InlineData("""{"flags":{"a":{"state":"ENABLED","variants":{"on":1}},"a":{"state":"ENABLED","variants":{"on":2}}}}""")]
    public async Task After_a_file_with_unreadable_text_later_changes_take_effect(string broken)
    {
        await flags.SetFlagAsync("cartFailure", "25%");
        await File.WriteAllTextAsync(flags.File, broken, TestCancellation);
        await WaitForLogAsync(health => health.Contains("the last valid document stays in effect", StringComparison.Ordinal));

        await flags.WriteAsync("""{"flags":{"adFailure":{"state":"ENABLED","variants":{"on":true},"defaultVariant":"on"}}}""");
        (await flags.Flags.GetBooleanValueAsync("adFailure", false)).Should().BeTrue();
    }

    private async Task<string> WaitForLogAsync(Predicate<string> expected)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestCancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            var health = await flags.Shop.Management.GetStringAsync(new Uri("/health/ready", UriKind.Relative), timeout.Token);
            if (expected(health))
            {
                return health;
            }
        }
    }
}
