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
    private readonly Type context;
    private readonly string migrationsNamespace;

    public ProviderMigrationsAssembly(ICurrentDbContext current, IDatabaseProvider provider)
    {
        context = current.Context.GetType();
        migrationsNamespace = $"{context.Namespace}.Migrations.{(provider.Name.EndsWith("Sqlite", StringComparison.Ordinal) ? "Sqlite" : "Postgres")}";
        Migrations = new SortedList<string, TypeInfo>(TypesOfProvider<Migration>().ToDictionary(IdOf), StringComparer.OrdinalIgnoreCase);
        ModelSnapshot = TypesOfProvider<ModelSnapshot>().Select(type => (ModelSnapshot?)Activator.CreateInstance(type)).SingleOrDefault();
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

    private static string IdOf(TypeInfo migration) => migration.GetCustomAttribute<MigrationAttribute>()!.Id;

    private IEnumerable<TypeInfo> TypesOfProvider<T>() => context.Assembly.DefinedTypes
        .Where(type => type.Namespace == migrationsNamespace && type.IsSubclassOf(typeof(T)) && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context);
}
