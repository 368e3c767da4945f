using AstronomyShop.Modules.Ad;

namespace AstronomyShop.Tests.Modules.Ad;

public sealed class AdCatalogTests
{
    [Fact]
    public void The_same_random_seed_selects_the_same_ads()
    {
        var (first, second) = (new Random(7), new Random(7));

        for (var draw = 0; draw < 20; draw++)
        {
            AdCatalog.AtRandom(2, first).Should().Equal(AdCatalog.AtRandom(2, second));
        }
    }

    [Fact]
    public void Every_ad_is_selected_eventually_and_can_be_selected_twice()
    {
        var dice = new Random(7);
        var draws = Enumerable.Range(0, 500).Select(_ => AdCatalog.AtRandom(2, dice)).ToList();

        draws.Should().OnlyContain(offers => offers.Count == 2);
        draws.SelectMany(offers => offers).Distinct().Should().HaveCount(7);
        draws.Should().Contain(offers => offers[0].Equals(offers[1]));
    }
}
