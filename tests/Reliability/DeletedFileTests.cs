using System.Net;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>The shop detects that a database file was deleted or replaced while it runs, before orders are lost.</summary>
public sealed class DeletedFileTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_shop_whose_database_file_is_gone_is_not_ready_and_takes_no_orders(bool isReplaced)
    {
        using var data = new DataDirectory();
        await using var shop = ShopProcess.Start(typeof(Host.Shop), [.. ShopProcess.LongDeadlines, data.Argument]);
        await shop.WaitUntilReadyAsync(TestCancellation);
        var shopper = new Shopper();
        (await shopper.TryAddAsync(shop.Web)).Should().BeTrue();

        var file = Path.Combine(data.Path, "checkout.db");
        File.Move(file, file + ".moved");
        if (isReplaced)
        {
            File.Copy(file + ".moved", file);
        }

        await Eventually.HoldsAsync("the deleted or replaced file is detected", async _ => (await ReadinessAsync(shop)).Contains("checkout.db was deleted or replaced", StringComparison.Ordinal), Timeout, TestCancellation);
        using var response = await shopper.CheckoutAsync(shop.Web);
        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        File.Exists(file).Should().Be(isReplaced, "the shop does not create a new file");
    }

    private static async Task<string> ReadinessAsync(ShopProcess shop)
    {
        using var response = await shop.Management.GetAsync("/health/ready", TestCancellation);
        return response.IsSuccessStatusCode ? string.Empty : await response.Content.ReadAsStringAsync(TestCancellation);
    }
}
