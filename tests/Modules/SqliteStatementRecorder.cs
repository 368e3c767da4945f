using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace AstronomyShop.Tests.Modules;

/// <summary>
/// Records the statements and commits that SQLite executes in a data directory, on every connection that EF Core opens.
/// </summary>
internal sealed class SqliteStatementRecorder : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly string[] TransactionControl = ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA"];

    private readonly ConcurrentQueue<string> statements = new();
    private readonly ConcurrentBag<IDisposable> subscriptions = [];
    private readonly string directory;
    private int commits;

    /// <param name="directory">The data directory of the shop. The shop must not be started yet.</param>
    public SqliteStatementRecorder(string directory)
    {
        this.directory = directory;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>The number of commits that wrote something.</summary>
    public int Commits => Volatile.Read(ref commits);

    /// <summary>The executed statements without those that <see cref="Overhead"/> counts, each with the name of its database file as prefix.</summary>
    public IReadOnlyList<string> Statements => [.. statements.Where(statement => !IsTransactionControl(statement))];

    /// <summary>The number of statements that only control transactions or set a PRAGMA.</summary>
    public int Overhead => statements.Count(IsTransactionControl);

    public void Clear()
    {
        statements.Clear();
        Volatile.Write(ref commits, 0);
    }

    public void Dispose()
    {
        foreach (var subscription in subscriptions)
        {
            subscription.Dispose();
        }
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            subscriptions.Add(value.Subscribe(this, (name, _, _) => name == RelationalEventId.ConnectionOpened.Name));
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is ConnectionEndEventData { Connection: SqliteConnection connection } && connection.DataSource.StartsWith(directory, StringComparison.Ordinal))
        {
            var file = Path.GetFileNameWithoutExtension(connection.DataSource);
            raw.sqlite3_trace(connection.Handle!, (_, sql) => statements.Enqueue($"{file}: {sql}"), null);
            raw.sqlite3_commit_hook(connection.Handle!, _ => CountCommit(), null);
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    private static bool IsTransactionControl(string statement) =>
        Array.Exists(TransactionControl, word => statement.AsSpan(statement.IndexOf(' ', StringComparison.Ordinal) + 1).TrimStart().StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private int CountCommit()
    {
        Interlocked.Increment(ref commits);
        return 0;
    }
}
