using AstronomyShop.Modules.Recommendation;

namespace AstronomyShop.Tests.Modules.Recommendation;

public sealed class RequestedProductsTests
{
    [Fact]
    public void A_comma_list_split_into_characters_is_reassembled() =>
        Read([.. "0PUK6V6EV0,HQTGWGPNH4".Select(letter => letter.ToString())]).Should().BeEquivalentTo("0PUK6V6EV0", "HQTGWGPNH4");

    [Fact]
    public void A_single_id_split_into_characters_is_reassembled() =>
        Read([.. "0PUK6V6EV0".Select(letter => letter.ToString())]).Should().BeEquivalentTo("0PUK6V6EV0");

    [Fact]
    public void A_list_of_ids_is_used_unchanged() =>
        Read("0PUK6V6EV0", "HQTGWGPNH4").Should().BeEquivalentTo("0PUK6V6EV0", "HQTGWGPNH4");

    [Fact]
    public void Comma_lists_with_blanks_inside_a_list_are_split() =>
        Read("0PUK6V6EV0, HQTGWGPNH4", " LS4PSXUNUM ", "").Should().BeEquivalentTo("0PUK6V6EV0", "HQTGWGPNH4", "LS4PSXUNUM");

    [Fact]
    public void A_list_of_commas_contains_no_product()
    {
        Read().Should().BeEmpty();
        Read(",", ",").Should().BeEmpty();
        Read(",,", "").Should().BeEmpty();
    }

    private static HashSet<string> Read(params string[] productIds) => RequestedProducts.Read(productIds);
}
