using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>Flags are for lessons. A shop whose flags are broken or nowhere sells as if all of them were off, and says once why.</summary>
public sealed class WithoutFlags : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("shop-");

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    private string File => Path.Combine(data.FullName, "flags.json");

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public async Task A_document_that_is_broken_from_the_start_is_as_none()
    {
        await System.IO.File.WriteAllTextAsync(File, "{\n  \"flags\": {\n    oops\n", Test);

        await Sells(says: "the last valid one stays in effect: line 3");
    }

    [Fact]
    public async Task A_file_that_cannot_be_there_is_as_none() =>
        await Sells(says: "the last valid one stays in effect: /proc/flags.json cannot be read or written", "--Modules:Flags:File=/proc/flags.json");

    [Fact]
    public async Task Flags_that_were_never_reached_are_off()
    {
        var alive = Host.Shop.Modules.Select(module => module.Descriptor.Name).Except(["Flags"]);

        await Sells(
            says: "Flag service is not reachable; the last known flag values stay in effect", $"--Shop:Run={string.Join(',', alive)}", $"--Modules:Flags:Address=http://127.0.0.1:{FreePorts.Take()}");
    }

    private async Task Sells(string says, params string[] settings)
    {
        ShopProcess said;
        await using (var shop = ShopProcess.Start(typeof(Host.Shop), [$"--Shop:DataDirectory={data.FullName}", .. settings]))
        {
            said = shop;
            await shop.Ready(Test);
            await Eventually.Holds(says, _ => Task.FromResult(Lines(shop, says) > 0), Patience, Test);
            for (var time = 0; time < 3; time++)
            {
                var shopper = new Shopper(shop.Web);
                await shopper.Add("LS4PSXUNUM");
                ((string)(await shopper.Buy())["orderId"]!).Should().NotBeEmpty();
            }
        }

        Lines(said, says).Should().Be(1, "it is said once: {0}", string.Join(" / ", said.Output));
    }

    private static int Lines(ShopProcess shop, string says) => shop.Output.Count(line => line.Contains(says, StringComparison.Ordinal));
}
