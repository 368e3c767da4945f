using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>The text that the shop writes to the console when its ports are open: which modules run and at which addresses.</summary>
internal static class StartupBanner
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static string Of(WebApplication app)
    {
        var settings = app.Services.GetRequiredService<ShopSettings>();
        var endpoints = app.Services.GetRequiredService<ShopEndpoints>();
        var running = app.Services.GetRequiredService<RunningShop>().Running;
        return string.Join(
            Environment.NewLine,
            [
                "The Astronomy Shop is running.",
                $"  web         {endpoints.Web}",
                $"  gRPC        {endpoints.Grpc}",
                $"  management  {string.Join(", ", ManagementPathsOf(settings.Running).Select(path => $"{endpoints.Management}{path}"))}",
                $"  modules     {string.Join(", ", settings.Running.Select(descriptor => descriptor.Name))}",
                .. settings.RemoteModules.Select(other => $"  elsewhere   {other.Descriptor.Name} at {string.Join(", ", other.Addresses)}"),
                .. running.SelectMany(module => module.Ports).Select(port => $"  port        {port.Endpoint.Port}, for {port.Key}"),
                .. running.SelectMany(module => module.Services.GetServices<IStartupMessage>()).Select(note => $"  {note.Topic,-11} {note.Text}"),
                $"  data        {settings.Storage.Databases.Location}",
                $"  telemetry   {Telemetry(app, settings, endpoints)}",
            ]);
    }

    /// <summary>The paths of the management port that an operator needs first.</summary>
    public static IEnumerable<string> ManagementPathsOf(IEnumerable<ModuleDescriptor> running) =>
        ["health/ready", .. running.Where(descriptor => descriptor.ReadsAuditSources).SelectMany(descriptor => descriptor.ManagementPaths).Select(path => path[1..])];

    private static string Telemetry(WebApplication app, ShopSettings settings, ShopEndpoints endpoints) =>
        app.Configuration[Endpoint] is { Length: > 0 } backEnd ? backEnd
        : settings.Running.FirstOrDefault(descriptor => descriptor.ReceivesTelemetry) is { } observatory
            ? $"{(app.Environment.IsDevelopment() ? endpoints.Web : endpoints.Management)}{observatory.ServiceName}/"
        : $"not exported; set {Endpoint}";
}
