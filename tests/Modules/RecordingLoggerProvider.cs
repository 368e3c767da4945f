using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Tests.Modules;

/// <summary>Records everything that modules and libraries log, at all levels and with the exceptions.</summary>
internal sealed class RecordingLoggerProvider : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>The lines of the levels Error and Critical.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    public void AddTo(IServiceCollection services) =>
        services.AddLogging(logging => logging.AddProvider(this).AddFilter<RecordingLoggerProvider>(null, LogLevel.Trace));

    public ILogger CreateLogger(string categoryName) => new RecordingLogger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class RecordingLogger(RecordingLoggerProvider owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = $"{category}: {eventId.Name}: {formatter(state, exception)} {exception}";
            owner.Lines.Enqueue(line);
            if (logLevel >= LogLevel.Error)
            {
                owner.Errors.Enqueue(line);
            }
        }
    }
}
