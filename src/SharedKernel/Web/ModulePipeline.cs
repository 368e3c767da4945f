using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>The HTTP pipeline of a module: its span, its services, its middleware, its endpoints.</summary>
internal sealed class ModulePipeline(
    ModuleDescriptor descriptor, IServiceProvider module, ModuleTelemetry telemetry, IReadOnlyList<Action<IApplicationBuilder>> steps, IReadOnlyList<Action<IEndpointRouteBuilder>> endpoints)
{
    private readonly Lazy<RequestDelegate> handler = new(() => Build(descriptor, module, telemetry, steps, endpoints));

    public RequestDelegate Handler => handler.Value;

    private static RequestDelegate Build(
        ModuleDescriptor descriptor, IServiceProvider module, ModuleTelemetry telemetry, IReadOnlyList<Action<IApplicationBuilder>> steps, IReadOnlyList<Action<IEndpointRouteBuilder>> endpoints)
    {
        var app = new ApplicationBuilder(module);
        foreach (var step in steps)
        {
            step(app);
        }

        if (endpoints.Count > 0)
        {
            app.UseRouting();
            app.UseEndpoints(routes =>
            {
                foreach (var map in endpoints)
                {
                    map(routes);
                }
            });
        }

        var answer = app.Build();
        return context => new RequestTracingMiddleware(descriptor, module, telemetry, context).InvokeAsync(answer);
    }
}
