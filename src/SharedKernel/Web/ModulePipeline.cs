using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>The HTTP pipeline of a module: what admits requests, its span, its services, its middleware, its endpoints.</summary>
internal sealed class ModulePipeline(
    ModuleDescriptor descriptor,
    IServiceProvider module,
    ModuleTelemetry telemetry,
    IReadOnlyList<Action<IApplicationBuilder>> admission,
    IReadOnlyList<Action<IApplicationBuilder>> steps,
    IReadOnlyList<Action<IEndpointRouteBuilder>> endpoints)
{
    private readonly Lazy<RequestDelegate> handler = new(() => Build(module, admission, BuildTraced(descriptor, module, telemetry, steps, endpoints)));

    public RequestDelegate Handler => handler.Value;

    private static RequestDelegate Build(IServiceProvider module, IReadOnlyList<Action<IApplicationBuilder>> admission, RequestDelegate admitted)
    {
        var app = new ApplicationBuilder(module);
        foreach (var step in admission)
        {
            step(app);
        }

        app.Run(admitted);
        return app.Build();
    }

    private static RequestDelegate BuildTraced(
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
            app.Use(EndpointConventions.DecodeSlashesAsync);
            app.UseEndpoints(routes =>
            {
                var all = routes.WithHead();
                foreach (var map in endpoints)
                {
                    map(all);
                }
            });
        }

        var answer = app.Build();
        return context => new RequestTracingMiddleware(descriptor, module, telemetry, context).InvokeAsync(answer);
    }
}
