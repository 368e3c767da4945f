using System.Diagnostics;
using System.Globalization;
using System.Net;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>No file of the shop can grow any more: a limit of its process stands in for a disk that is full.</summary>
public sealed class AFullDisk(Server server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stops_the_selling_with_a_clear_answer_and_when_there_is_room_again_so_are_the_orders()
    {
        // A disk that is full sends no signal; a limit does, and the signal kills.
        Signals.Ignore(Signals.FileTooLarge);
        await using var premises = await Premises.Rent(server, "Sqlite");
        await using var shop = await premises.OpenAndReady(Test);
        var shopper = new Shopper();
        (await shopper.TryAdd(shop.Web)).Should().BeTrue();

        await LimitFiles(shop, "4096");
        using (var answer = await shopper.Checkout(shop.Web))
        {
            answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter.Should().NotBeNull();
        }

        (await shop.Web.GetAsync("/api/products", Test)).StatusCode.Should().Be(HttpStatusCode.OK);

        await LimitFiles(shop, "unlimited");
        await Eventually.Find("the order", _ => shopper.TryBuy(shop.Web), Patience, Test);
        (await shop.Settled(Test)).Orders.Should().Be(1);
    }

    private static async Task LimitFiles(ShopProcess shop, string most)
    {
        using var prlimit = Process.Start(RealPart.PathOf("prlimit"), ["--pid", shop.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={most}:"]);
        await prlimit.WaitForExitAsync(Test);
        prlimit.ExitCode.Should().Be(0);
    }
}
