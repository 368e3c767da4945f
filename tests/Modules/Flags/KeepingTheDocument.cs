using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.Modules.Flags;

public sealed class KeepingTheDocument : IAsyncLifetime
{
    private FlagShop flags = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => flags = await FlagShop.Start();

    public ValueTask DisposeAsync() => flags?.DisposeAsync() ?? default;

    [Fact]
    public async Task The_first_start_writes_down_all_sixteen_flags_of_the_public_shop()
    {
        var document = JsonNode.Parse(await File.ReadAllTextAsync(flags.File, Cancellation))!["flags"]!.AsObject();

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
    public async Task A_changed_file_holds_without_a_restart()
    {
        (await flags.Flags.GetDoubleValueAsync("cartFailure", 7)).Should().Be(0);

        await flags.Turn("cartFailure", "25%");

        (await flags.Flags.GetDoubleValueAsync("cartFailure", 7)).Should().Be(0.25);
    }

    [Fact]
    public async Task A_broken_file_leaves_the_last_good_document_and_says_which_line()
    {
        await flags.Turn("cartFailure", "25%");
        await File.WriteAllTextAsync(flags.File, "{\n  \"flags\": {\n    oops\n", Cancellation);

        var said = await Said(health => health.Contains("the last valid document stays in effect", StringComparison.Ordinal));

        said.Should().Contain("line 3");
        (await flags.Flags.GetDoubleValueAsync("cartFailure", 7)).Should().Be(0.25);
        await flags.Write("""{"flags":{"adFailure":{"state":"ENABLED","variants":{"on":true},"defaultVariant":"on"}}}""");
        (await flags.Flags.GetBooleanValueAsync("adFailure", false)).Should().BeTrue();
        (await Said(health => !health.Contains("last valid", StringComparison.Ordinal))).Should().Contain("flagd");
    }

    private async Task<string> Said(Predicate<string> expected)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            var health = await flags.Shop.Management.GetStringAsync(new Uri("/health/ready", UriKind.Relative), patience.Token);
            if (expected(health))
            {
                return health;
            }
        }
    }
}
