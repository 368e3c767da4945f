using System.Diagnostics;
using AstronomyShop.Contracts;

namespace AstronomyShop.Tests.Modules.Catalog;

public sealed class ProductSearchTests(CatalogFixture shop) : IClassFixture<CatalogFixture>
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Comet Book", "HQTGWGPNH4")]
    [InlineData("comet bOOK", "HQTGWGPNH4")]
    [InlineData("astrograph", "9SIQT8TOJO")]
    [InlineData("ASTROGRAPH", "9SIQT8TOJO")]
    [InlineData("refractor telescope", "1YMWWN1N4O,66VCHSJNUP")]
    [InlineData("Sun", "1YMWWN1N4O,6E92ZMYYFZ")]
    public async Task A_product_is_found_by_a_part_of_its_name_or_description_ignoring_case(string query, string expected) =>
        (await SearchAsync(query)).Should().Equal(expected.Split(','));

    [Theory]
    [InlineData("%", "6E92ZMYYFZ")]
    [InlineData("99.999%", "6E92ZMYYFZ")]
    [InlineData("Red%light", "")]
    [InlineData("_", "")]
    [InlineData("R_d", "")]
    [InlineData("\\", "")]
    [InlineData("'; DROP TABLE products; --", "")]
    public async Task Every_character_of_a_search_is_literal(string query, string expected) =>
        (await SearchAsync(query)).Should().Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public async Task An_empty_search_finds_everything_in_the_order_of_the_ids() =>
        (await SearchAsync("")).Should().HaveCount(10).And.BeInAscendingOrder(StringComparer.Ordinal);

    [Theory]
    [InlineData("flashlights")]
    [InlineData("quasar")]
    public async Task A_search_that_matches_no_name_and_no_description_finds_nothing(string query) =>
        (await SearchAsync(query)).Should().BeEmpty();

    [Fact]
    public async Task The_span_of_a_search_records_the_number_of_results()
    {
        using var traced = new TracedCall();
        await shop.Client.SearchProductsAsync(new SearchProductsRequest { Query = "Comet Book" }, traced.Headers, cancellationToken: TestCancellation);

        traced.Span("oteldemo.ProductCatalogService/SearchProducts", ActivityKind.Server).GetTagItem("demo.product.search.count").Should().Be(1);
    }

    private async Task<IEnumerable<string>> SearchAsync(string query)
    {
        var found = await shop.Client.SearchProductsAsync(new SearchProductsRequest { Query = query }, cancellationToken: TestCancellation);
        return found.Results.Select(product => product.Id);
    }
}
