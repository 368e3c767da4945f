using System.Net;
using System.Text.RegularExpressions;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>The storefront names pictures that another module has. Both know the same ones.</summary>
public sealed partial class PicturesOfThePages(OneProcess shop)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/product/OLJCESPC7Z")]
    public async Task Every_picture_that_a_page_names_is_there_and_may_be_kept_for_a_year(string path)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var page = await shop.Web.GetStringAsync(new Uri(path, UriKind.Relative), cancellation);
        var named = Picture().Matches(page).Select(match => WebUtility.HtmlDecode(match.Value)).Where(address => !IsTemplate(address)).Distinct().ToList();

        named.Should().HaveCountGreaterThan(10);
        foreach (var address in named)
        {
            using var answer = await shop.Web.GetAsync(new Uri(address, UriKind.Relative), cancellation);
            answer.StatusCode.Should().Be(HttpStatusCode.OK, address);
            answer.Headers.CacheControl!.ToString().Should().Be("public, max-age=31536000, immutable", address);
        }
    }

    // What the script fills in when it shows another product.
    private static bool IsTemplate(string address) => address == "/images/products/blank";

    [GeneratedRegex("/images/[^\" ,]+")]
    private static partial Regex Picture();
}
