using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Modules.Storefront;

/// <summary>
/// Reports at startup whether browser telemetry is available, because a bundle that was not built has no other visible effect.
/// </summary>
internal sealed class BrowserTelemetryStartupMessage(bool isBundled) : IStartupMessage
{
    public string Topic => "visits";

    public string Text => isBundled
        ? "browsers send spans to /otlp-http/v1/traces"
        : "no browser telemetry, because its bundle was not built; see src/Modules/Storefront/README.md";
}
