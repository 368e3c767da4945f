using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>
/// Selects a module's migrations for the database in use. Each provider has a separate set, in <c>Migrations/Sqlite</c> and
/// <c>Migrations/Postgres</c>; Entity Framework itself treats all migrations of an assembly as one set.
/// </summary>
internal sealed class ProviderMigrationsAssembly : IMigrationsAssembly
{
    private const string Sqlite = "Sqlite";
    private const string Postgres = "Postgres";

    private readonly Type context;

    public ProviderMigrationsAssembly(ICurrentDbContext current, IDatabaseProvider provider)
    {
        context = current.Context.GetType();
        var name = provider.Name.EndsWith(Sqlite, StringComparison.Ordinal) ? Sqlite : Postgres;
        Migrations = new SortedList<string, TypeInfo>(TypesOf<Migration>(context, name).ToDictionary(IdOf), StringComparer.OrdinalIgnoreCase);
        ModelSnapshot = TypesOf<ModelSnapshot>(context, name).Select(type => (ModelSnapshot?)Activator.CreateInstance(type)).SingleOrDefault();
    }

    public IReadOnlyDictionary<string, TypeInfo> Migrations { get; }

    public ModelSnapshot? ModelSnapshot { get; }

    public Assembly Assembly => context.Assembly;

    public string? FindMigrationId(string nameOrId) => Migrations.Keys.FirstOrDefault(id =>
        string.Equals(id, nameOrId, StringComparison.OrdinalIgnoreCase)
        || id.EndsWith($"_{nameOrId}", StringComparison.OrdinalIgnoreCase));

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = (Migration)Activator.CreateInstance(migrationClass)!;
        migration.ActiveProvider = activeProvider;
        return migration;
    }

    /// <summary>The ids of the migrations of a context, without creating it.</summary>
    public static IEnumerable<string> IdsOf(Type context, bool isSqlite) => TypesOf<Migration>(context, isSqlite ? Sqlite : Postgres).Select(IdOf);

    private static string IdOf(TypeInfo migration) => migration.GetCustomAttribute<MigrationAttribute>()!.Id;

    private static IEnumerable<TypeInfo> TypesOf<T>(Type context, string provider) => context.Assembly.DefinedTypes
        .Where(type => type.Namespace == $"{context.Namespace}.Migrations.{provider}" && type.IsSubclassOf(typeof(T)) && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context);
}
