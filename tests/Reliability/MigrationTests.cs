using AstronomyShop.Tests.Testing;
namespace AstronomyShop.Tests.Reliability;

/// <summary>A module process does not migrate a shared database: a separate step does, once.</summary>
public sealed class MigrationTests(PostgresServerFixture server)
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Requires(Part.PostgreSql)]
    public async Task A_module_process_waits_until_migrations_have_run_once()
    {
        await using var installation = await ShopInstallation.CreateAsync(server, "Postgres");
        await using (var early = installation.Open(null, "--Shop:Run=Payment"))
        {
            (await early.WaitForExitAsync(TestCancellation)).Should().Be(1);
            early.Errors.Should().ContainSingle().Which.Should().Match("ConnectionStrings:Postgres: the tables of PaymentDbContext do not match this version; run * migrate");
        }

        await using var one = installation.Open(null, "--migrate");
        await using var other = installation.Open(null, "--migrate");
        (await Task.WhenAll(one.WaitForExitAsync(TestCancellation), other.WaitForExitAsync(TestCancellation))).Should().Equal([0, 0], string.Join(" / ", one.Errors.Concat(other.Errors)));

        await using var part = installation.Open(null, "--Shop:Run=Payment");
        await part.WaitUntilReadyAsync(TestCancellation);
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres", Traits = [RequiresAttribute.Trait, nameof(Part.PostgreSql)])]
    public async Task An_interrupted_first_start_is_completed_by_the_next_start(string database)
    {
        await using var installation = await ShopInstallation.CreateAsync(server, database);
        await using (var doomed = installation.Open("CP15:7"))
        {
            (await doomed.WaitForExitAsync(TestCancellation)).Should().Be(137, "it was killed");
        }

        await using var shop = await installation.OpenAndReadyAsync(TestCancellation);
        (await new Shopper().TryAddAsync(shop.Web)).Should().BeTrue();
    }
}
