using AstronomyShop.Tests.Testing;
namespace AstronomyShop.Tests.Reliability;

/// <summary>A part of the shop does not change the tables that it shares with others: somebody does, once.</summary>
public sealed class Migrating(Server server)
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    [Requires(Part.PostgreSql)]
    public async Task A_part_waits_until_it_is_done_once_for_all()
    {
        await using var premises = await Premises.Rent(server, "Postgres");
        await using (var early = premises.Open(null, "--Shop:Run=Payment"))
        {
            (await early.Ended(Test)).Should().Be(1);
            early.Errors.Should().ContainSingle().Which.Should().Match("ConnectionStrings:Postgres: the tables of PaymentDbContext do not match this version; run *--migrate");
        }

        await using var one = premises.Open(null, "--migrate");
        await using var other = premises.Open(null, "--migrate");
        (await Task.WhenAll(one.Ended(Test), other.Ended(Test))).Should().Equal([0, 0], string.Join(" / ", one.Errors.Concat(other.Errors)));

        await using var part = premises.Open(null, "--Shop:Run=Payment");
        await part.Ready(Test);
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres", Traits = [RequiresAttribute.Trait, nameof(Part.PostgreSql)])]
    public async Task A_first_start_that_was_cut_off_is_made_good_by_the_next(string database)
    {
        await using var premises = await Premises.Rent(server, database);
        await using (var doomed = premises.Open("CP15:7"))
        {
            (await doomed.Ended(Test)).Should().Be(137, "it was killed");
        }

        await using var shop = await premises.OpenAndReady(Test);
        (await new Shopper().TryAdd(shop.Web)).Should().BeTrue();
    }
}
