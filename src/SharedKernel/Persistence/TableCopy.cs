using System.Reflection;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>Copies all tables of one module's database with their keys into empty tables.</summary>
internal sealed class TableCopy(DbContext from, DbContext to, string schema, IProgress<CopiedRows>? progress)
{
    private const int RowsAtOnce = 500;

    private static readonly MethodInfo CopyOne = typeof(TableCopy).GetMethod(nameof(CopyAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <exception cref="SettingException">A target table has rows.</exception>
    public async Task<IReadOnlyList<CopiedTable>> RunAsync()
    {
        var copied = new List<CopiedTable>();
        foreach (var table in to.Model.GetEntityTypes().OrderBy(DependencyDepth))
        {
            var rows = await (Task<long>)CopyOne.MakeGenericMethod(table.ClrType).Invoke(this, [table])!;
            copied.Add(new CopiedTable(NameOf(table), rows));
        }

        return copied;
    }

    // Referenced tables are copied first.
    private static int DependencyDepth(IEntityType table) => table.GetForeignKeys().Select(key => DependencyDepth(key.PrincipalEntityType) + 1).DefaultIfEmpty().Max();

    private string NameOf(IEntityType table) => $"{schema}.{table.GetTableName()}";

    private async Task<long> CopyAsync<TRow>(IEntityType table)
        where TRow : class
    {
        await TruncateAsync<TRow>(table);
        var (rows, total) = (0L, progress is null ? 0L : await from.Set<TRow>().LongCountAsync());
        Report();
        await foreach (var some in from.Set<TRow>().AsNoTracking().AsAsyncEnumerable().Chunk(RowsAtOnce))
        {
            to.AddRange(some);
            await to.SaveChangesAsync();
            to.ChangeTracker.Clear();
            rows += some.Length;
            Report();
        }

        await ResetSequenceAsync(table);
        return rows;

        void Report() => progress?.Report(new CopiedRows(NameOf(table), rows, total));
    }

    // Rows inserted by a migration, such as the initial products, do not count as data.
    private async Task TruncateAsync<TRow>(IEntityType table)
        where TRow : class
    {
        if (to.GetService<IDesignTimeModel>().Model.FindEntityType(table.Name)!.GetSeedData().Any())
        {
            await to.Set<TRow>().ExecuteDeleteAsync();
        }
        else if (await to.Set<TRow>().AnyAsync())
        {
            throw new SettingException(PostgresEngine.Key, $"names a server whose table {NameOf(table)} is not empty; copy into an empty database");
        }
    }

    // A generated key continues after the highest copied one.
    private async Task ResetSequenceAsync(IEntityType table)
    {
        foreach (var counted in table.GetProperties().Where(property => property.ValueGenerated == ValueGenerated.OnAdd && property.ClrType == typeof(long)))
        {
            var (name, column) = ($"\"{table.GetTableName()}\"", counted.GetColumnName());
            var next = $"SELECT setval(pg_get_serial_sequence({{0}}, {{1}}), max(\"{column}\")) FROM {name}";
            await to.Database.ExecuteSqlRawAsync(next, name, column);
        }
    }
}
