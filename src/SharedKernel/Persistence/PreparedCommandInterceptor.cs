using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>
/// Keeps the commands of a SQLite connection: a statement is prepared once for each connection. Npgsql does the same itself, by a setting; EF Core
/// creates a command for each execution.
/// </summary>
internal sealed class PreparedCommandInterceptor : DbCommandInterceptor
{
    // A module has a few dozen statements; those with a list of values have one text for each length.
    private const int MaxKept = 100;

    private readonly ConditionalWeakTable<DbConnection, Dictionary<string, PreparedCommand>> idle = [];

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        var commands = idle.GetOrCreateValue(result.Connection!);
        if (!commands.Remove(result.CommandText, out var prepared))
        {
            prepared = new PreparedCommand(commands, result);
        }

        prepared.Take(result);
        return prepared;
    }

    // What is left of it may hold a lock of the file.
    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => (command as PreparedCommand)?.Discard();

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        (command as PreparedCommand)?.Discard();
        return Task.CompletedTask;
    }

    /// <summary>A command that EF Core disposes of after each execution, and that keeps its statements until its connection closes.</summary>
    private sealed class PreparedCommand : SqliteCommand
    {
        private readonly Dictionary<string, PreparedCommand> idle;
        private bool isTaken;

        public PreparedCommand(Dictionary<string, PreparedCommand> idle, DbCommand created)
        {
            this.idle = idle;
            Connection = (SqliteConnection)created.Connection!;
            CommandText = created.CommandText;
        }

        /// <summary>Takes the parameters of a new command with the same text, and its place.</summary>
        public void Take(DbCommand created)
        {
            Transaction = (SqliteTransaction?)created.Transaction;
            CommandTimeout = created.CommandTimeout;
            foreach (var parameter in created.Parameters)
            {
                Parameters.Add(parameter);
            }

            created.Dispose();
            isTaken = true;
        }

        public void Discard() => isTaken = false;

        protected override void Dispose(bool disposing)
        {
            if (disposing && isTaken && idle.Count < MaxKept && idle.TryAdd(CommandText, this))
            {
                isTaken = false;
                return;
            }

            if (disposing && idle.TryGetValue(CommandText, out var same) && same == this)
            {
                idle.Remove(CommandText);
            }

            base.Dispose(disposing);
        }
    }
}
