using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.SharedKernel.Hosting;

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
                $"  management  {endpoints.Management}health/ready, {endpoints.Management}audit",
                $"  modules     {string.Join(", ", settings.Topology.Running.Select(descriptor => descriptor.Name))}",
                .. settings.Topology.RemoteModules.Select(other => $"  elsewhere   {other.Descriptor.Name} at {string.Join(", ", other.Addresses)}"),
                .. app.Services.GetRequiredService<ModulePorts>().All.Select(opened => $"  port        {opened.Port.Endpoint.Port}, for {opened.Port.Key}"),
                .. running.SelectMany(module => module.Services.GetServices<IStartupMessage>()).Select(note => $"  {note.Topic,-11} {note.Text}"),
                $"  data        {settings.Storage.Location}",
                $"  telemetry   {Telemetry(app, settings, endpoints)}",
            ]);
    }

    private static string Telemetry(WebApplication app, ShopSettings settings, ShopEndpoints endpoints) =>
        app.Configuration[Endpoint] is { Length: > 0 } backEnd ? backEnd
        : settings.Topology.Running.FirstOrDefault(descriptor => descriptor.IsObservatory) is { } observatory
            ? $"{(app.Environment.IsDevelopment() ? endpoints.Web : endpoints.Management)}{observatory.ServiceName}/"
        : $"not exported; set {Endpoint}";
}
