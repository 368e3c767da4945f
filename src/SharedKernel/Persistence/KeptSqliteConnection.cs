using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>
/// Keeps the connection of a pooled context open until the end of the module (<see cref="KeptConnections"/>). To open a connection for each command
/// costs more than most commands: it sets pragmas, defines three dozen functions of EF Core, and prepares every statement anew.
/// </summary>
#pragma warning disable EF1001 // EF Core has no setting for this. A version that changes this class does not compile.
internal sealed class KeptSqliteConnection(
    RelationalConnectionDependencies dependencies, IRawSqlCommandBuilder commands, IDiagnosticsLogger<DbLoggerCategory.Infrastructure> logger)
    : SqliteRelationalConnection(dependencies, commands, logger)
#pragma warning restore EF1001
{
    protected override void CloseDbConnection()
    {
    }

    protected override Task CloseDbConnectionAsync() => Task.CompletedTask;
}
