using System.Diagnostics;
using System.Globalization;
using System.Net;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Nothing can be written any more: the disk is full, or a limit of the process says the same. Or it never could.</summary>
public sealed class AFullDisk(Server server)
{
    private const int Refused = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    [Requires(Part.Mount)]
    public async Task Stops_the_selling_with_a_clear_answer_and_when_there_is_room_again_so_are_the_orders()
    {
        await using var disk = await SmallDisk.Mount();
        await using var premises = await Premises.Rent(server, "Sqlite", $"--Shop:DataDirectory={disk.Folder}");
        await using var shop = await premises.OpenAndReady(Test);
        await SellsOnlyWithRoom(shop, disk.Fill, () => Task.Run(disk.MakeRoom, Test));
    }

    [Fact]
    [Requires(Part.Prlimit)]
    public async Task Is_nothing_else_than_files_that_may_not_grow()
    {
        // A disk that is full sends no signal; a limit does, and the signal kills.
        Signals.Ignore(Signals.FileTooLarge);
        await using var premises = await Premises.Rent(server, "Sqlite");
        await using var shop = await premises.OpenAndReady(Test);
        await SellsOnlyWithRoom(shop, () => LimitFiles(shop, "4096"), () => LimitFiles(shop, "unlimited"));
    }

    [Fact]
    [Requires(Part.Mount)]
    public async Task Is_refused_at_the_start_when_nothing_can_ever_be_written_to_it()
    {
        await using var disk = await SmallDisk.Mount("ro");
        await using var premises = await Premises.Rent(server, "Sqlite", $"--Shop:DataDirectory={disk.Folder}");
        await using var shop = premises.Open();

        (await shop.Ended(Test)).Should().Be(Refused);
        shop.Errors.Should().ContainSingle().Which.Should().StartWith("Shop:DataDirectory: ");
    }

    private static async Task SellsOnlyWithRoom(ShopProcess shop, Func<Task> fill, Func<Task> makeRoom)
    {
        var shopper = new Shopper();
        (await shopper.TryAdd(shop.Web)).Should().BeTrue();

        await fill();
        using (var answer = await shopper.Checkout(shop.Web))
        {
            answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter.Should().NotBeNull();
        }

        (await shop.Web.GetAsync("/api/products", Test)).StatusCode.Should().Be(HttpStatusCode.OK);

        await makeRoom();
        await Eventually.Find("the order", _ => shopper.TryBuy(shop.Web), Patience, Test);
        (await shop.Settled(Test)).Orders.Should().Be(1);
    }

    private static async Task LimitFiles(ShopProcess shop, string most)
    {
        using var prlimit = Process.Start(RealPart.PathOf(Part.Prlimit, "prlimit"), ["--pid", shop.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={most}:"]);
        await prlimit.WaitForExitAsync(Test);
        prlimit.ExitCode.Should().Be(0);
    }
}
