using System.Net;
using System.Net.Sockets;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Split.Starting;

/// <summary>SIGTERM during the startup stops the shop gracefully, as it does later.</summary>
public sealed class InterruptedStartTests
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shop_that_is_stopped_while_it_starts_reports_it_in_one_line()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var server = $"--ConnectionStrings:Postgres=Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Database=shop;Username=shop;Password=shop;Timeout=60";
        await using var shop = ShopProcess.Start(typeof(Host.Shop), ["--Shop:Run=Payment", server]);

        // The shop waits for the response of a database server that never responds.
        using var connection = await silent.AcceptTcpClientAsync(TestCancellation);
        shop.Terminate();

        (await shop.WaitForExitAsync(TestCancellation)).Should().Be(0);
        shop.Errors.Should().Equal("The shop was stopped while it was starting.");
        shop.Output.Should().BeEmpty();
    }
}
