using AstronomyShop.Modules.Storefront.Pages;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class HtmlTests
{
    [Fact]
    public void Inserted_text_is_encoded() =>
        Html.Of($"<p title=\"{"\"><script>"}\">{"a & b"}</p>").ToString().Should().Be("<p title=\"&quot;&gt;&lt;script&gt;\">a &amp; b</p>");

    [Fact]
    public void An_HTML_fragment_is_not_encoded_again() =>
        Html.Of($"<ul>{Html.Join([Html.Of($"<li>{1}</li>"), Html.Of($"<li>{"<"}</li>")])}</ul>").ToString()
            .Should().Be("<ul><li>1</li>\n<li>&lt;</li></ul>");
}
