namespace AstronomyShop.Modules.Edge;

/// <summary>The attributes that browser telemetry may contain; all others are removed.</summary>
internal static class BrowserTelemetry
{
    /// <summary>Maps the received attribute name to its current name in the semantic conventions.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(
        ((string[])
        [
            "app.screen.name", "app.widget.name", "browser.language", "browser.mobile", "browser.platform", "demo.synthetic_request", "device.id", "enduser.id", "error.type",
            "event_type", "exception.type", "http.request.method", "http.response.status_code", "os.name", "os.version", "server.address", "server.port", "service.version",
            "session.id", "target_element", "telemetry.sdk.language", "telemetry.sdk.name", "telemetry.sdk.version", "url.full", "url.path",
            "user_agent.original", "web_vital.name", "web_vital.rating", "web_vital.value",
        ]).Select(name => KeyValuePair.Create(name, name)))
    {
        ["http.method"] = "http.request.method",
        ["http.status_code"] = "http.response.status_code",
        ["http.url"] = "url.full",
        ["http.user_agent"] = "user_agent.original",
    };
}
