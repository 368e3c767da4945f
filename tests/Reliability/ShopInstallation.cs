using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>The data and settings of a shop that is started several times, with either database and in either deployment.</summary>
public sealed class ShopInstallation : IAsyncDisposable
{
    /// <summary>The path of the program that adds faults to the shop.</summary>
    public static readonly string FaultyHost = Path.Combine(AppContext.BaseDirectory, "AstronomyShop.Tests.FaultyHost.dll");

    private readonly string folder = Directory.CreateTempSubdirectory("shop-").FullName;
    private readonly List<string> arguments;

    private ShopInstallation(IEnumerable<string> more) => arguments = [$"--Shop:DataDirectory={folder}", .. ShortIntervals, .. more];

    /// <summary>The shortest intervals that the settings allow, so that recovery starts at once.</summary>
    public static IReadOnlyList<string> ShortIntervals { get; } =
    [
        "--Modules:Checkout:LookEvery=00:00:00.1",
        "--Modules:Checkout:AttemptTime=00:00:02",
        "--Modules:Checkout:DeliveryTime=00:00:02",
        "--Modules:Checkout:CartTime=00:00:00.5",
    ];

    /// <summary>A row of a theory, with the trait that it requires PostgreSQL if it uses PostgreSQL.</summary>
    /// <param name="database">Sqlite or Postgres.</param>
    public static TheoryDataRow<string> RowFor(string database) => RowFor(new TheoryDataRow<string>(database), database);

    /// <summary>The same for a row with more values.</summary>
    public static T RowFor<T>(T row, string database)
        where T : TheoryDataRowBase => database == "Postgres" ? row.WithTrait(RequiresAttribute.Trait, nameof(Part.PostgreSql)) : row;

    /// <param name="server">The server on which a new database is created for Postgres.</param>
    /// <param name="database">Sqlite or Postgres.</param>
    /// <param name="more">More arguments of the program, such as <c>--split</c>.</param>
    public static async Task<ShopInstallation> CreateAsync(PostgresServerFixture server, string database, params string[] more) =>
        new(database == "Postgres" ? [$"--ConnectionStrings:Postgres={await server.NewDatabaseAsync()}", .. more] : more);

    /// <summary>An installation on a PostgreSQL database that the test provides.</summary>
    public static ShopInstallation WithDatabase(string connectionString, params string[] more) => new([$"--ConnectionStrings:Postgres={connectionString}", .. more]);

    /// <param name="crashAt">The crash point at which it is killed.</param>
    /// <param name="more">More arguments.</param>
    public ShopProcess Open(string? crashAt = null, params string[] more) => Start(new() { ["SHOP_TEST_CRASH_AT"] = crashAt }, more);

    /// <param name="timeZone">The local time zone of the process, such as <c>Europe/Berlin</c>.</param>
    public ShopProcess OpenIn(string timeZone) => Start(new() { ["TZ"] = timeZone });

    /// <param name="bug">The deliberate bug, or several separated by commas.</param>
    /// <param name="crashAt">The crash point at which it is killed.</param>
    public async Task<ShopProcess> OpenWithBugAsync(string bug, string? crashAt = null)
    {
        var shop = Start(new() { ["SHOP_TEST_CRASH_AT"] = crashAt, ["SHOP_TEST_BUG"] = bug });
        await shop.WaitUntilReadyAsync(TestContext.Current.CancellationToken);
        return shop;
    }

    public async Task<ShopProcess> OpenAndReadyAsync(CancellationToken cancellationToken)
    {
        var shop = Open();
        await shop.WaitUntilReadyAsync(cancellationToken);
        return shop;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    // Faults are added by another program, which runs the same modules.
    private ShopProcess Start(Dictionary<string, string?> environment, params string[] more) => ShopProcess.Start(
        environment.Any(variable => variable.Key.StartsWith("SHOP_TEST_", StringComparison.Ordinal) && variable.Value is not null) ? FaultyHost : typeof(Host.Shop).Assembly.Location,
        [.. arguments, .. more],
        environment.Where(variable => variable.Value is not null).ToDictionary(variable => variable.Key, variable => variable.Value!));
}
