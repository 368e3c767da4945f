using AstronomyShop.Modules.Ad;

namespace AstronomyShop.Tests.Modules.Ad;

public sealed class DrawingOffers
{
    [Fact]
    public void The_same_dice_draw_the_same_offers()
    {
        var (first, second) = (new Random(7), new Random(7));

        for (var draw = 0; draw < 20; draw++)
        {
            AdCatalog.AtRandom(2, first).Should().Equal(AdCatalog.AtRandom(2, second));
        }
    }

    [Fact]
    public void Every_offer_comes_up_in_time_and_sometimes_twice_at_once()
    {
        var dice = new Random(7);
        var draws = Enumerable.Range(0, 500).Select(_ => AdCatalog.AtRandom(2, dice)).ToList();

        draws.Should().OnlyContain(offers => offers.Count == 2);
        draws.SelectMany(offers => offers).Distinct().Should().HaveCount(7);
        draws.Should().Contain(offers => offers[0].Equals(offers[1]));
    }
}
