using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>The flag <c>imageSlowLoad</c>, through the door; and the flags' own paths behind it.</summary>
public sealed class SlowPictures
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(700);

    // The longest there is, so that a busy machine is not taken for a picture that was held up.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_comes_late_when_asked_to_while_the_flag_is_on()
    {
        await using var shop = await ShopUnderTest.Start(AstronomyShop.Host.Shop.Modules, [FlagSwitch.Setting]);
        (await TimeOf(shop, Long)).Should().BeLessThan(Long);

        await FlagSwitch.Turn(shop.Web, "imageSlowLoad", "5sec", Cancellation);
        (await Resolved(shop)).Should().Be(5000);
        (await TimeOf(shop, Short)).Should().BeGreaterThan(Short * 0.95);

        await FlagSwitch.Turn(shop.Web, "imageSlowLoad", "off", Cancellation);
        (await TimeOf(shop, Long)).Should().BeLessThan(Long);
    }

    private static async Task<double> Resolved(ShopUnderTest shop)
    {
        using var request = new StringContent("{}", Encoding.UTF8, "application/json");
        var path = new Uri("/flagservice/flagd.evaluation.v1.Service/ResolveAll", UriKind.Relative);
        using var answer = await shop.Web.PostAsync(path, request, Cancellation);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["flags"]!["imageSlowLoad"]!["doubleValue"]!.GetValue<double>();
    }

    private static async Task<TimeSpan> TimeOf(ShopUnderTest shop, TimeSpan asked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/images/products/SolarFilter.jpg", UriKind.Relative));
        request.Headers.Add("x-envoy-fault-delay-request", $"{asked.TotalMilliseconds}");
        var started = Stopwatch.GetTimestamp();
        using var answer = await shop.Web.SendAsync(request, Cancellation);
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(started);
    }
}
