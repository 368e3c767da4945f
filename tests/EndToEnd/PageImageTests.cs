using System.Net;
using System.Text.RegularExpressions;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>Each picture that a page of the storefront refers to is served by the Images module.</summary>
public sealed partial class PageImageTests(SingleProcessShopFixture shop)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/product/OLJCESPC7Z")]
    public async Task Every_picture_of_a_page_exists_and_is_cacheable_for_a_year(string path)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var page = await shop.Web.GetStringAsync(new Uri(path, UriKind.Relative), cancellation);
        var named = Picture().Matches(page).Select(match => WebUtility.HtmlDecode(match.Value)).Where(address => !IsTemplate(address)).Distinct().ToList();

        named.Should().HaveCountGreaterThan(10);
        foreach (var address in named)
        {
            using var response = await shop.Web.GetAsync(new Uri(address, UriKind.Relative), cancellation);
            response.StatusCode.Should().Be(HttpStatusCode.OK, address);
            response.Headers.CacheControl!.ToString().Should().Be("public, max-age=31536000, immutable", address);
        }
    }

    // The placeholder in a template; the script replaces it when it shows another product.
    private static bool IsTemplate(string address) => address == "/images/products/blank";

    [GeneratedRegex("/images/[^\" ,]+")]
    private static partial Regex Picture();
}
