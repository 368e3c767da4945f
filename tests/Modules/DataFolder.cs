using AstronomyShop.SharedKernel.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.Tests.Modules;

/// <summary>A temporary data directory that several shops can use one after another. Dispose deletes it.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("shop-").FullName;

    /// <summary>Reads the first column of every row directly from the database file.</summary>
    public static IReadOnlyList<string> Read(string directory, string serviceName, string sql)
    {
        using var connection = Open(directory, serviceName);
        using var command = connection.CreateCommand();
        SetCommandText(command, sql);
        using var rows = command.ExecuteReader();
        var values = new List<string>();
        while (rows.Read())
        {
            values.Add(rows.GetValue(0).ToString()!);
        }

        return values;
    }

    /// <summary>Changes the database file directly.</summary>
    public static void Execute(string directory, string serviceName, string sql)
    {
        using var connection = Open(directory, serviceName);
        using var command = connection.CreateCommand();
        SetCommandText(command, sql);
        command.ExecuteNonQuery();
    }

    /// <summary>The storage of a shop with this data directory.</summary>
    public static StorageSettings StorageIn(string directory) =>
        new(new ConfigurationBuilder().AddInMemoryCollection([new("Shop:DataDirectory", directory)]).Build());

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static SqliteConnection Open(string directory, string serviceName)
    {
        var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(directory, serviceName)}.db;Mode=ReadWrite;Pooling=False");
        connection.Open();
        return connection;
    }

#pragma warning disable CA2100 // The SQL is written in the tests.
    private static void SetCommandText(SqliteCommand command, string sql) => command.CommandText = sql;
#pragma warning restore CA2100
}
