using System.Reflection;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>Copies all tables of one module's database, row by row with its keys, into empty ones.</summary>
internal sealed class TableCopy(DbContext from, DbContext to, string schema)
{
    private const int RowsAtOnce = 500;

    private static readonly MethodInfo CopyOne = typeof(TableCopy).GetMethod(nameof(CopyAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <exception cref="SettingException">A table has rows already.</exception>
    public async Task<IReadOnlyList<CopiedTable>> RunAsync()
    {
        var copied = new List<CopiedTable>();
        foreach (var table in to.Model.GetEntityTypes().OrderBy(DependencyDepth))
        {
            var rows = await (Task<long>)CopyOne.MakeGenericMethod(table.ClrType).Invoke(this, [table])!;
            copied.Add(new CopiedTable($"{schema}.{table.GetTableName()}", rows));
        }

        return copied;
    }

    // What others refer to comes first.
    private static int DependencyDepth(IEntityType table) => table.GetForeignKeys().Select(key => DependencyDepth(key.PrincipalEntityType) + 1).DefaultIfEmpty().Max();

    private async Task<long> CopyAsync<TRow>(IEntityType table)
        where TRow : class
    {
        await TruncateAsync<TRow>(table);
        var rows = 0L;
        await foreach (var some in from.Set<TRow>().AsNoTracking().AsAsyncEnumerable().Chunk(RowsAtOnce))
        {
            to.AddRange(some);
            await to.SaveChangesAsync();
            to.ChangeTracker.Clear();
            rows += some.Length;
        }

        await ResetSequenceAsync(table);
        return rows;
    }

    // Rows that a migration brought, such as the first products, are no data yet.
    private async Task TruncateAsync<TRow>(IEntityType table)
        where TRow : class
    {
        if (to.GetService<IDesignTimeModel>().Model.FindEntityType(table.Name)!.GetSeedData().Any())
        {
            await to.Set<TRow>().ExecuteDeleteAsync();
        }
        else if (await to.Set<TRow>().AnyAsync())
        {
            throw new SettingException(PostgresEngine.Key, $"names a server whose {schema}.{table.GetTableName()} is not empty; copy into a database of its own");
        }
    }

    // A key that the server counts goes on behind the last one.
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
