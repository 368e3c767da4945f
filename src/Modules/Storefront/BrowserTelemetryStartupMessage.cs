using AstronomyShop.SharedKernel.Modules;

namespace AstronomyShop.Modules.Storefront;

/// <summary>Says at the start whether browsers will tell of visits: a bundle that was not built is missed by nobody else but them.</summary>
internal sealed class BrowserTelemetryStartupMessage(bool isBundled) : IStartupMessage
{
    public string Topic => "visits";

    public string Text => isBundled
        ? "told of by browsers, at /otlp-http/v1/traces"
        : "not told of by browsers, for their bundle was not built; src/Modules/Storefront/README.md says how";
}
