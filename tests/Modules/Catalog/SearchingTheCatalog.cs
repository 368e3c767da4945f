using System.Diagnostics;
using AstronomyShop.Contracts;

namespace AstronomyShop.Tests.Modules.Catalog;

public sealed class SearchingTheCatalog(OpenCatalog shop) : IClassFixture<OpenCatalog>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Comet Book", "HQTGWGPNH4")]
    [InlineData("comet bOOK", "HQTGWGPNH4")]
    [InlineData("astrograph", "9SIQT8TOJO")]
    [InlineData("ASTROGRAPH", "9SIQT8TOJO")]
    [InlineData("refractor telescope", "1YMWWN1N4O,66VCHSJNUP")]
    [InlineData("Sun", "1YMWWN1N4O,6E92ZMYYFZ")]
    public async Task A_product_is_found_by_a_piece_of_its_name_or_description_in_any_case(string query, string expected) =>
        (await Search(query)).Should().Equal(expected.Split(','));

    [Theory]
    [InlineData("%", "6E92ZMYYFZ")]
    [InlineData("99.999%", "6E92ZMYYFZ")]
    [InlineData("Red%light", "")]
    [InlineData("_", "")]
    [InlineData("R_d", "")]
    [InlineData("\\", "")]
    [InlineData("'; DROP TABLE products; --", "")]
    public async Task Every_character_of_a_search_stands_for_itself(string query, string expected) =>
        (await Search(query)).Should().Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public async Task An_empty_search_finds_everything_in_the_order_of_the_ids() =>
        (await Search("")).Should().HaveCount(10).And.BeInAscendingOrder(StringComparer.Ordinal);

    [Theory]
    [InlineData("flashlights")]
    [InlineData("quasar")]
    public async Task A_search_that_matches_no_name_and_no_description_finds_nothing(string query) =>
        (await Search(query)).Should().BeEmpty();

    [Fact]
    public async Task The_span_of_a_search_says_how_many_were_found()
    {
        using var traced = new TracedCall();
        await shop.Client.SearchProductsAsync(new SearchProductsRequest { Query = "Comet Book" }, traced.Headers, cancellationToken: Cancellation);

        traced.Span("oteldemo.ProductCatalogService/SearchProducts", ActivityKind.Server).GetTagItem("demo.product.search.count").Should().Be(1);
    }

    private async Task<IEnumerable<string>> Search(string query)
    {
        var found = await shop.Client.SearchProductsAsync(new SearchProductsRequest { Query = query }, cancellationToken: Cancellation);
        return found.Results.Select(product => product.Id);
    }
}
