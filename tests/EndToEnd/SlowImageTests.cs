using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>The flag <c>imageSlowLoad</c> through the edge, set at <c>/feature</c> and evaluated at <c>/flagservice</c>.</summary>
public sealed class SlowImageTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(700);

    // The maximum delay, so that a slow response of a busy machine is not mistaken for a delayed picture.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_delayed_as_requested_while_the_flag_is_on()
    {
        await using var shop = await ShopUnderTest.StartAsync(AstronomyShop.Host.Shop.Modules, [FlagSwitch.Setting]);
        (await TimeOfAsync(shop, Long)).Should().BeLessThan(Long);

        await FlagSwitch.SetAsync(shop.Web, "imageSlowLoad", "5sec", TestCancellation);
        (await ResolvedAsync(shop)).Should().Be(5000);
        (await TimeOfAsync(shop, Short)).Should().BeGreaterThan(Short * 0.95);

        await FlagSwitch.SetAsync(shop.Web, "imageSlowLoad", "off", TestCancellation);
        (await TimeOfAsync(shop, Long)).Should().BeLessThan(Long);
    }

    private static async Task<double> ResolvedAsync(ShopUnderTest shop)
    {
        using var request = new StringContent("{}", Encoding.UTF8, "application/json");
        var path = new Uri("/flagservice/flagd.evaluation.v1.Service/ResolveAll", UriKind.Relative);
        using var response = await shop.Web.PostAsync(path, request, TestCancellation);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestCancellation))!["flags"]!["imageSlowLoad"]!["doubleValue"]!.GetValue<double>();
    }

    private static async Task<TimeSpan> TimeOfAsync(ShopUnderTest shop, TimeSpan requested)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/images/products/SolarFilter.jpg", UriKind.Relative));
        request.Headers.Add("x-envoy-fault-delay-request", $"{requested.TotalMilliseconds}");
        var started = Stopwatch.GetTimestamp();
        using var response = await shop.Web.SendAsync(request, TestCancellation);
        response.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(started);
    }
}
