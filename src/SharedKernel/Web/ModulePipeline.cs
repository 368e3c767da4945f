using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>The HTTP pipeline of a module: its span, its services, its middleware, its endpoints.</summary>
internal static class ModulePipeline
{
    public static RequestDelegate Build(
        RunningModule module, IReadOnlyList<Action<IApplicationBuilder>> steps, IReadOnlyList<Action<IEndpointRouteBuilder>> endpoints)
    {
        var app = new ApplicationBuilder(module.Services);
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
        return context => new RequestTracingMiddleware(module, context).InvokeAsync(answer);
    }
}
