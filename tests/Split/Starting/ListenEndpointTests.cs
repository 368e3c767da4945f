using System.Net;
using System.Net.Sockets;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.Tests.Split.Starting;

/// <summary>The addresses that the shop listens on.</summary>
public sealed class ListenEndpointTests
{
    private const string Key = "Shop:Ports:Web";

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public static bool HasIPv6 => ListenEndpoint.DefaultManagement.Addresses.Count > 1;

    [Theory(SkipUnless = nameof(HasIPv6), Skip = "The machine has no IPv6")]
    [InlineData("*", true, true)]
    [InlineData("localhost", true, true)]
    [InlineData("[::1]", false, true)]
    [InlineData("127.0.0.1", true, false)]
    public async Task A_port_is_open_on_the_address_families_of_its_address(string address, bool v4, bool v6)
    {
        var port = Testing.FreePorts.Take();
        await using var shop = ShopProcess.Start(typeof(Host.Shop), ["--Shop:Run=Quote", $"--Shop:Ports:Grpc={address}:{port}"]);
        await shop.WaitUntilReadyAsync(TestCancellation);

        (await IsOpenAsync(IPAddress.Loopback, port)).Should().Be(v4);
        (await IsOpenAsync(IPAddress.IPv6Loopback, port)).Should().Be(v6);
    }

    [Theory]
    [InlineData("9090", "localhost:9090")]
    [InlineData("::1", "[::1]:8082")]
    [InlineData("[::1]", "[::1]:8082")]
    [InlineData("[::1]:9090", "[::1]:9090")]
    [InlineData("127.0.0.1", "127.0.0.1:8082")]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    public void An_address_without_a_port_and_a_port_without_an_address_are_accepted(string text, string endpoint) =>
        ListenEndpoint.Read(Settings(text), Key, new ListenEndpoint([IPAddress.Loopback, IPAddress.IPv6Loopback], 8082)).ToString().Should().Be(endpoint);

    [Theory, InlineData("telescope"), InlineData("[::1"), InlineData("*:65536"), InlineData("8080:")]
    public void An_invalid_address_or_port_is_rejected(string text)
    {
        var read = () => ListenEndpoint.Read(Settings(text), Key, ListenEndpoint.DefaultWeb);

        read.Should().Throw<SettingException>().WithMessage($"Shop:Ports:Web: '{text}' is not a valid port; *");
    }

    private static async Task<bool> IsOpenAsync(IPAddress address, int port)
    {
        using var client = new TcpClient(address.AddressFamily);
        try
        {
            await client.ConnectAsync(address, port, TestCancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static IConfiguration Settings(string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(Key, value)]).Build();
}
