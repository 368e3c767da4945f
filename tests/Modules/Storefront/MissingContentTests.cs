using System.Diagnostics;
using System.Net;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Storefront;

/// <summary>A page is shown without optional content that fails with any status or takes longer than a second, in every deployment.</summary>
public sealed class MissingContentTests
{
    private static readonly string[] Pages = ["/", "/product/LS4PSXUNUM", "/orders", "/no/such/page"];

    public static TheoryData<bool, StatusCode?> Failures => new(
        from isApart in (bool[])[false, true]
        from code in (StatusCode?[])[null, StatusCode.FailedPrecondition, StatusCode.Internal, StatusCode.Unknown, StatusCode.ResourceExhausted, StatusCode.Unavailable]
        select (isApart, code));

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Pages_are_shown_without_cart_count_ads_and_recommendations(bool isApart, StatusCode? code)
    {
        IModule[] broken = code is { } failed
            ? [new FailingCartModule(failed), new FailingAdModule(failed), new FailingRecommendationModule(failed)]
            : [new FailingCartModule(null), FrozenModule.Ads, FrozenModule.Recommendations];
        await using var shop = await BrokenShop.StartAsync(isApart, broken);

        foreach (var path in Pages)
        {
            var requested = Stopwatch.GetTimestamp();
            var page = await shop.Web.FetchAsync(path, ("Cookie", StorefrontClient.Cookie()));

            page.Status.Should().Be(path == "/no/such/page" ? HttpStatusCode.NotFound : HttpStatusCode.OK, path);
            page.Body.Should().Contain("6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1").And.NotContain("at Gearbox.cs:12");
            Stopwatch.GetElapsedTime(requested).Should().BeLessThan(TimeSpan.FromMinutes(2), "the deadline of a call is ten minutes here");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_are_shown_without_the_list_of_currencies(bool isApart)
    {
        await using var shop = await BrokenShop.StartAsync(isApart, FrozenModule.Currencies);

        var page = await shop.Web.FetchAsync("/", ("Cookie", StorefrontClient.Cookie()));

        page.Status.Should().Be(HttpStatusCode.OK);
    }

    /// <summary>A shop with failing modules, in the same process or in another one.</summary>
    private sealed class BrokenShop(ShopUnderTest shop, ShopUnderTest? callees) : IAsyncDisposable
    {
        private static readonly (string Key, string Value)[] NoDeadline = [("Shop:Calls:Deadline", "00:10:00")];

        public HttpClient Web => shop.Web;

        public static async Task<BrokenShop> StartAsync(bool isApart, params IModule[] broken)
        {
            var all = StorefrontFixture.With(broken);
            if (!isApart)
            {
                return new BrokenShop(await ShopUnderTest.StartAsync(all, NoDeadline), null);
            }

            var callees = await ShopUnderTest.StartAsync(broken);
            var here = string.Join(',', all.Except(broken).Select(module => module.Descriptor.Name));
            var addresses = broken.Select(module => ($"Modules:{module.Descriptor.Name}:Address", callees.GrpcAddress.ToString()));
            return new BrokenShop(await ShopUnderTest.StartAsync(all, [.. NoDeadline, ("Shop:Run", here), .. addresses]), callees);
        }

        public async ValueTask DisposeAsync()
        {
            await shop.DisposeAsync();
            await (callees?.DisposeAsync() ?? default);
        }
    }
}
