using AstronomyShop.Modules.Recommendation;

namespace AstronomyShop.Tests.Modules.Recommendation;

public sealed class ReadingSeenProducts
{
    [Fact]
    public void A_comma_list_taken_apart_into_characters_is_put_together() =>
        Read([.. "0PUK6V6EV0,HQTGWGPNH4".Select(letter => letter.ToString())]).Should().BeEquivalentTo("0PUK6V6EV0", "HQTGWGPNH4");

    [Fact]
    public void A_single_id_taken_apart_into_characters_is_put_together() =>
        Read([.. "0PUK6V6EV0".Select(letter => letter.ToString())]).Should().BeEquivalentTo("0PUK6V6EV0");

    [Fact]
    public void A_real_list_is_taken_as_it_is() =>
        Read("0PUK6V6EV0", "HQTGWGPNH4").Should().BeEquivalentTo("0PUK6V6EV0", "HQTGWGPNH4");

    [Fact]
    public void Comma_lists_with_blanks_in_a_real_list_are_split() =>
        Read("0PUK6V6EV0, HQTGWGPNH4", " LS4PSXUNUM ", "").Should().BeEquivalentTo("0PUK6V6EV0", "HQTGWGPNH4", "LS4PSXUNUM");

    [Fact]
    public void Nothing_but_commas_is_no_product()
    {
        Read().Should().BeEmpty();
        Read(",", ",").Should().BeEmpty();
        Read(",,", "").Should().BeEmpty();
    }

    private static HashSet<string> Read(params string[] productIds) => RequestedProducts.Read(productIds);
}
