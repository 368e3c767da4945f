using AstronomyShop.Tests.Testing;
using Npgsql;

namespace AstronomyShop.Tests.Reliability;

/// <summary>On PostgreSQL a module can have a separate login, which can read and write the rows of the module and nothing else.</summary>
[Requires(Part.PostgreSql)]
public sealed class DatabaseLoginTests(PostgresServerFixture server)
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_module_login_can_use_only_the_data_of_the_module()
    {
        var owner = await server.NewDatabaseAsync();
        await using var installation = ShopInstallation.WithDatabase(owner);
        await using (var migration = installation.Open(null, "--migrate"))
        {
            (await migration.WaitForExitAsync(TestCancellation)).Should().Be(0, string.Join(" / ", migration.Errors));
        }

        await RunAsync(owner, await File.ReadAllTextAsync(SourceTree.PathTo("docs", "postgres-logins.sql"), TestCancellation));
        var login = new NpgsqlConnectionStringBuilder(owner) { Username = "shop_payment" }.ConnectionString;
        await using var theirs = ShopInstallation.WithDatabase(login);
        await using var payment = theirs.Open(null, "--Shop:Run=Payment");
        await payment.WaitUntilReadyAsync(TestCancellation);

        foreach (var sql in (string[])["SELECT 1 FROM checkout.orders", "DROP TABLE payment.ledger", "CREATE TABLE payment.mine (id int)", "DELETE FROM payment.\"__EFMigrationsHistory\""])
        {
            var looking = () => RunAsync(login, sql);
            (await looking.Should().ThrowAsync<PostgresException>(sql)).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
        }

        await RunAsync(login, "UPDATE payment.ledger SET is_closed = true");
    }

    private static async Task RunAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestCancellation);
#pragma warning disable CA2100 // The SQL comes from this repository.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestCancellation);
    }
}
