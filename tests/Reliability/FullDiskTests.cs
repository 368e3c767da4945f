using System.Diagnostics;
using System.Globalization;
using System.Net;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Writes fail: the disk is full, a file size limit is reached, or the directory is read-only.</summary>
public sealed class FullDiskTests(PostgresServerFixture server)
{
    private const int Refused = 1;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Requires(Part.Mount)]
    public async Task A_full_disk_rejects_orders_clearly_and_orders_work_again_with_free_space()
    {
        await using var disk = await LimitedDisk.MountAsync();
        await using var installation = await ShopInstallation.CreateAsync(server, "Sqlite", $"--Shop:DataDirectory={disk.Folder}");
        await using var shop = await installation.OpenAndReadyAsync(TestCancellation);
        await OrdersOnlyWithFreeSpaceAsync(shop, disk.FillAsync, () => Task.Run(disk.FreeSpace, TestCancellation));
    }

    [Fact]
    [Requires(Part.Prlimit)]
    public async Task A_file_size_limit_has_the_same_effect_as_a_full_disk()
    {
        // A full disk sends no signal. A file size limit sends SIGXFSZ, which would terminate the shop; child processes inherit that it is ignored.
        Signals.Ignore(Signals.FileTooLarge);
        await using var installation = await ShopInstallation.CreateAsync(server, "Sqlite");
        await using var shop = await installation.OpenAndReadyAsync(TestCancellation);
        await OrdersOnlyWithFreeSpaceAsync(shop, () => LimitFilesAsync(shop, "4096"), () => LimitFilesAsync(shop, "unlimited"));
    }

    [Fact]
    [Requires(Part.Mount)]
    public async Task A_read_only_data_directory_is_rejected_at_startup()
    {
        await using var disk = await LimitedDisk.MountAsync("ro");
        await using var installation = await ShopInstallation.CreateAsync(server, "Sqlite", $"--Shop:DataDirectory={disk.Folder}");
        await using var shop = installation.Open();

        (await shop.WaitForExitAsync(TestCancellation)).Should().Be(Refused);
        shop.Errors.Should().ContainSingle().Which.Should().StartWith("Shop:DataDirectory: ");
    }

    private static async Task OrdersOnlyWithFreeSpaceAsync(ShopProcess shop, Func<Task> fill, Func<Task> makeRoom)
    {
        var shopper = new Shopper();
        (await shopper.TryAddAsync(shop.Web)).Should().BeTrue();

        await fill();
        using (var response = await shopper.CheckoutAsync(shop.Web))
        {
            response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter.Should().NotBeNull();
        }

        await Eventually.HoldsAsync("the shop is not ready", async _ => !await IsReadyAsync(shop), Timeout, TestCancellation);

        (await shop.Web.GetAsync("/api/products", TestCancellation)).StatusCode.Should().Be(HttpStatusCode.OK);

        await makeRoom();
        await Eventually.HoldsAsync("the shop is ready again", _ => IsReadyAsync(shop), Timeout, TestCancellation);
        await Eventually.FindAsync("the order", _ => shopper.TryPlaceOrderAsync(shop.Web), Timeout, TestCancellation);
        (await shop.WaitForAuditAsync(TestCancellation)).Orders.Should().Be(1);
    }

    private static async Task<bool> IsReadyAsync(ShopProcess shop)
    {
        using var response = await shop.Management.GetAsync("/health/ready", TestCancellation);
        return response.IsSuccessStatusCode;
    }

    private static async Task LimitFilesAsync(ShopProcess shop, string most)
    {
        using var prlimit = Process.Start(RealPart.PathOf(Part.Prlimit, "prlimit"), ["--pid", shop.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={most}:"]);
        await prlimit.WaitForExitAsync(TestCancellation);
        prlimit.ExitCode.Should().Be(0);
    }
}
