using AstronomyShop.SharedKernel.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Edge;

/// <summary>The shop's public door: lets requests in, within limits, and sends each on to the module that answers it.</summary>
public sealed class EdgeModule : IModule
{
    /// <inheritdoc/>
    public ModuleFace Face { get; } = new("Edge", "frontend-proxy")
    {
        ForwardsTo = ["Storefront", "Images", "Flags"],
        ServesHttp = true,
        IsEdge = true,
        AdmitsBaggage = ["session.id", "enduser.id", "synthetic_request"],
        Criticality = "critical",
        AddressVariables = ["FRONTEND_PROXY_ADDR", "K6_TARGET_URL"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Options<EdgeOptions>();
        module.Services.AddSingleton<Allowances>();
        module.Services.AddSingleton<IConfigureOptions<RateLimiterOptions>, Capacity>();
        module.Services.AddRateLimiter();
        module.Services.AddSingleton<Routes>();
        module.Services.AddSingleton<VisitorSpans>();
        module.Services.AddSingleton<ClientLogIngest>();
        module.Services.AddSingleton<TelemetryDoor>();
        module.Services.AddSingleton(new MobileAppEndpoint(typeof(EdgeModule).Assembly));

        // In the order in which a request meets them.
        module.HttpStep(app => app
            .UseForwardedHeaders(TrustedProxies.Believe(TrustedProxies.Read(app.ApplicationServices.GetRequiredService<IOptions<EdgeOptions>>().Value.TrustedProxies)!))
            .UseMiddleware<AccessLog>()
            .UseMiddleware<ImageSlowLoad>()
            .UseMiddleware<RequestHeaders>()
            .UseMiddleware<AnswerHeaders>()
            .UseMiddleware<LastResort>()
            .UseMiddleware<Gatekeeper>()
            .UseWhen(context => !Routes.IsEndless(context.Request.Path), limited => limited.UseMiddleware<TimeLimit>().UseRateLimiter())
            .MapWhen(context => context.Request.Path.StartsWithSegments(TelemetryDoor.Prefix), told => told.Run(app.ApplicationServices.GetRequiredService<TelemetryDoor>().Take))
            .MapWhen(context => context.Request.Path.StartsWithSegments(MobileAppEndpoint.Prefix), mobile => mobile.Run(app.ApplicationServices.GetRequiredService<MobileAppEndpoint>().AnswerAsync))
            .Run(app.ApplicationServices.GetRequiredService<Routes>().Forward));
    }
}
