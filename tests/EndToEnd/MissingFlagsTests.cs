using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>A shop whose flags are invalid or unavailable works as if all flags were off, and logs the reason once.</summary>
public sealed class MissingFlagsTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("shop-");

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    private string File => Path.Combine(data.FullName, "flags.json");

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public async Task A_shop_with_an_invalid_flag_document_at_startup_uses_defaults()
    {
        await System.IO.File.WriteAllTextAsync(File, "{\n  \"flags\": {\n    oops\n", TestCancellation);

        await PurchaseSucceedsAsync(says: "the last valid one stays in effect: line 3");
    }

    [Fact]
    public async Task A_shop_with_an_unreadable_flag_file_uses_defaults() =>
        await PurchaseSucceedsAsync(says: "the last valid one stays in effect: /proc/flags.json cannot be read or written", "--Modules:Flags:File=/proc/flags.json");

    [Fact]
    public async Task A_shop_without_a_reachable_flag_service_uses_defaults()
    {
        var alive = Host.Shop.Modules.Select(module => module.Descriptor.Name).Except(["Flags"]);

        await PurchaseSucceedsAsync(
            says: "Flag service is not reachable; the last known flag values stay in effect", $"--Shop:Run={string.Join(',', alive)}", $"--Modules:Flags:Address=http://127.0.0.1:{FreePorts.Take()}");
    }

    private async Task PurchaseSucceedsAsync(string says, params string[] settings)
    {
        ShopProcess said;
        await using (var shop = ShopProcess.Start(typeof(Host.Shop), [$"--Shop:DataDirectory={data.FullName}", .. settings]))
        {
            said = shop;
            await shop.WaitUntilReadyAsync(TestCancellation);
            await Eventually.HoldsAsync(says, _ => Task.FromResult(Lines(shop, says) > 0), Timeout, TestCancellation);
            using var web = ApiDescriptionHandler.CreateClient(shop.Web.BaseAddress!);
            for (var time = 0; time < 3; time++)
            {
                var shopper = new Shopper(web);
                await shopper.AddAsync("LS4PSXUNUM");
                ((string)(await shopper.BuyAsync())["orderId"]!).Should().NotBeEmpty();
            }
        }

        Lines(said, says).Should().Be(1, "it is logged once: {0}", string.Join(" / ", said.Output));
    }

    private static int Lines(ShopProcess shop, string says) => shop.Output.Count(line => line.Contains(says, StringComparison.Ordinal));
}
