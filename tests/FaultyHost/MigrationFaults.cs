using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AstronomyShop.Tests.FaultyHost;

/// <summary>Crashes before a database is migrated and before each of its migrations, triggered by the diagnostic events of EF Core.</summary>
internal sealed class MigrationFaults : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly string[] Events = [RelationalEventId.MigrateUsingConnection.Name!, RelationalEventId.MigrationApplying.Name!];

    /// <summary>Observes EF Core until the returned object is disposed.</summary>
    public static IDisposable Start() => DiagnosticListener.AllListeners.Subscribe(new MigrationFaults());

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            value.Subscribe(this, (name, _, _) => Events.Contains(name));
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (Events.Contains(value.Key))
        {
            CrashPoint.Visit("CP15");
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
}
