using AstronomyShop.Modules.Storefront.Pages;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class WritingHtml
{
    [Fact]
    public void What_is_put_in_cannot_become_markup() =>
        Html.Of($"<p title=\"{"\"><script>"}\">{"a & b"}</p>").ToString().Should().Be("<p title=\"&quot;&gt;&lt;script&gt;\">a &amp; b</p>");

    [Fact]
    public void A_piece_of_a_page_stays_one() =>
        Html.Of($"<ul>{Html.Join([Html.Of($"<li>{1}</li>"), Html.Of($"<li>{"<"}</li>")])}</ul>").ToString()
            .Should().Be("<ul><li>1</li>\n<li>&lt;</li></ul>");
}
