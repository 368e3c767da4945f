using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// Records log records with the module they belong to: by category, those of libraries by the module of the current span, otherwise with the
/// module that represents the process.
/// </summary>
[ProviderAlias("OpenTelemetry")]
internal sealed class ModuleLoggerProvider(ProcessTelemetry process) : ILoggerProvider
{
    private const string Prefix = "AstronomyShop.Modules.";

    public ILogger CreateLogger(string categoryName) => new ModuleLogger(process, categoryName, ModuleIn(categoryName));

    public void Dispose()
    {
        // The containers of the modules own the providers.
    }

    // The category AstronomyShop.Modules.Cart.CartStore belongs to Cart, as does AstronomyShop.Modules.Cart.
    private static string? ModuleIn(string category) =>
        category.StartsWith(Prefix, StringComparison.Ordinal) ? category[Prefix.Length..].Split('.', 2)[0] : null;

    private sealed class ModuleLogger(ProcessTelemetry process, string category, string? module) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var owner = module ?? process.OwnerOf(Activity.Current)?.Name ?? process.ProcessModule?.Name;
            if (owner is not null && process.LoggerProviderOf(owner) is { } provider)
            {
                provider.CreateLogger(category).Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
