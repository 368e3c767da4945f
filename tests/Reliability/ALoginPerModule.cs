using AstronomyShop.Tests.Testing;
using Npgsql;

namespace AstronomyShop.Tests.Reliability;

/// <summary>On PostgreSQL a module can have a login of its own, which reaches what is the module's and nothing else.</summary>
[Requires(Part.PostgreSql)]
public sealed class ALoginPerModule(Server server)
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_enough_to_work_with_and_too_little_to_look_at_others()
    {
        var owner = await server.NewDatabase();
        await using var premises = Premises.At(owner);
        await using (var migration = premises.Open(null, "--migrate"))
        {
            (await migration.Ended(Test)).Should().Be(0, string.Join(" / ", migration.Errors));
        }

        await Run(owner, await File.ReadAllTextAsync(SourceTree.PathTo("docs", "postgres-logins.sql"), Test));
        var login = new NpgsqlConnectionStringBuilder(owner) { Username = "shop_payment" }.ConnectionString;
        await using var theirs = Premises.At(login);
        await using var payment = theirs.Open(null, "--Shop:Run=Payment");
        await payment.Ready(Test);

        foreach (var sql in (string[])["SELECT 1 FROM checkout.orders", "DROP TABLE payment.ledger", "CREATE TABLE payment.mine (id int)", "DELETE FROM payment.\"__EFMigrationsHistory\""])
        {
            var looking = () => Run(login, sql);
            (await looking.Should().ThrowAsync<PostgresException>(sql)).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
        }

        await Run(login, "UPDATE payment.ledger SET is_closed = true");
    }

    private static async Task Run(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Test);
#pragma warning disable CA2100 // Our own words.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Test);
    }
}
