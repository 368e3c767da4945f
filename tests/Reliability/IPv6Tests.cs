using System.Net;

namespace AstronomyShop.Tests.Reliability;

/// <summary>The public port serves both address families.</summary>
public sealed class IPv6Tests(PublicPortFixture publicPort)
{
    public static bool HasIPv6 => SharedKernel.Modularity.ListenEndpoint.DefaultManagement.Addresses.Count > 1;

    [Theory(SkipUnless = nameof(HasIPv6), Skip = "The machine has no IPv6")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task An_order_can_be_placed_over_either_address_family(string address)
    {
        await publicPort.OpenAsync();
        using var client = publicPort.ClientAt(IPAddress.Parse(address));
        var shopper = new Shopper();

        (await shopper.TryAddAsync(client)).Should().BeTrue();
        (await shopper.TryPlaceOrderAsync(client)).Should().NotBeNull();
    }
}
