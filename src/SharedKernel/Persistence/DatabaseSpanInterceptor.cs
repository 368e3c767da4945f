using System.Data.Common;
using System.Diagnostics;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>
/// Records a CLIENT span of the module for each database command. Commands outside a span, such as the polling of a timer, record none.
/// </summary>
internal sealed class DatabaseSpanInterceptor(ModuleTelemetry module, string systemName) : DbCommandInterceptor
{
    private const string DbQueryText = "db.query.text";

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        Record(command, eventData, null);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Record(command, eventData, null);
        return ValueTask.FromResult(result);
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Record(command, eventData, null);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Record(command, eventData, null);
        return ValueTask.FromResult(result);
    }

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        Record(command, eventData, null);
        return result;
    }

    public override ValueTask<object?> ScalarExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        Record(command, eventData, null);
        return ValueTask.FromResult(result);
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Record(command, eventData, eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Record(command, eventData, eventData.Exception);
        return Task.CompletedTask;
    }

    // Recorded after the command with the times of the command, so that no state is kept between start and end.
    private void Record(DbCommand command, CommandEndEventData done, Exception? exception)
    {
        if (!module.ObservesDatabase || Activity.Current is not { } around)
        {
            return;
        }

        var statement = SqlStatement.Of(command.CommandText);
        using var span = module.Source.StartActivity(statement.Summary, ActivityKind.Client, around.Context, startTime: done.StartTime);
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag(TelemetryAttributes.DbSystemName, systemName);
            span.SetTag(TelemetryAttributes.DbNamespace, module.ServiceName);
            span.SetTag(TelemetryAttributes.DbOperationName, statement.Operation);
            span.SetTag(TelemetryAttributes.DbCollectionName, statement.Collection);
            span.SetTag(TelemetryAttributes.DbQuerySummary, statement.Summary);
            span.SetTag(DbQueryText, statement.Text);
            if (exception is not null)
            {
                span.SetTag(TelemetryAttributes.ErrorType, exception.GetType().FullName);
                span.SetStatus(ActivityStatusCode.Error);
            }
        }

        span?.SetEndTime((done.StartTime + done.Duration).UtcDateTime);
        module.DatabaseOperationCompleted(systemName, statement.Operation, statement.Collection, done.Duration, exception);
    }
}
