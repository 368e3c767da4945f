using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>One PostgreSQL cluster for the tests that do not stop or overload it. It starts with the first test that needs it.</summary>
public sealed class PostgresServerFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> cluster = new(() => PostgresServer.StartAsync("-c fsync=off -c max_connections=300"));

    public async Task<string> NewDatabaseAsync()
    {
        RealPart.Require(Part.PostgreSql);
        return await (await cluster.Value).NewDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster.IsValueCreated)
        {
            await (await cluster.Value).DisposeAsync();
        }
    }
}
