using AstronomyShop.Modules.Edge.Errors;
using AstronomyShop.Modules.Edge.Ingest;
using AstronomyShop.Modules.Edge.Middleware;
using AstronomyShop.Modules.Edge.MobileApp;
using AstronomyShop.Modules.Edge.Routing;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Edge;

/// <summary>The edge of the shop: accepts public requests within limits and forwards each to the module that serves it.</summary>
public sealed class EdgeModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Edge", "frontend-proxy")
    {
        ForwardsTo = ["Storefront", "Images", "Flags"],
        ServesHttp = true,
        IsPublic = true,
        AdmitsBaggage = ["session.id", "enduser.id", "synthetic_request"],
        LogAttributes = new Dictionary<string, string>
        {
            ["Upstream"] = "upstream.cluster",
            ["urlTemplate"] = "url.template",
            ["destinationAddress"] = "destination.address",
            ["userAgent"] = "user_agent.original",
        },
        Criticality = "critical",
        AddressVariables = ["FRONTEND_PROXY_ADDR", "K6_TARGET_URL"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddOptions<EdgeOptions>();
        module.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = written => written.ProblemDetails.Extensions.Remove("traceId"));
        module.Services.AddExceptionHandler<EdgeExceptionHandler>();
        module.Services.AddSingleton<RequestLimits>();
        module.Services.AddSingleton<IConfigureOptions<RateLimiterOptions>>(own => own.GetRequiredService<RequestLimits>());
        module.Services.AddRateLimiter();
        module.Services.AddRequestTimeouts();
        module.Services.AddPageCompression();
        module.Services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<EdgeOptions>>((timeouts, edge) => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = edge.Value.TimeLimit,
            WriteTimeoutResponse = ProblemResponses.GatewayTimeoutAsync,
        });
        module.Services.AddSingleton<RouteTable>();
        module.Services.AddSingleton<BrowserSpanFilter>();
        module.Services.AddSingleton<ClientLogIngest>();
        module.Services.AddSingleton<OtlpIngestEndpoint>();
        module.Services.AddSingleton(new MobileAppEndpoint(typeof(EdgeModule).Assembly));

        // In the order in which a request passes them. A body is read before the request takes a place, all other requests are admitted at once.
        module.UseAdmissionStep(app => app
            .UseForwardedHeaders(TrustedProxies.ToForwardedHeadersOptions(TrustedProxies.Read(app.ApplicationServices.GetRequiredService<IOptions<EdgeOptions>>().Value.TrustedProxies)!))
            .UseMiddleware<SecurityHeadersMiddleware>()
            .UseWhen(context => !RequestLimits.HasBody(context), QueueTimeMiddleware.UseLimits));
        module.UseHttpStep(app => app
            .UseMiddleware<AccessLogMiddleware>()
            .UseMiddleware<ImageSlowLoadMiddleware>()
            .UseMiddleware<RequestHeadersMiddleware>()
            .UsePageCompression()
            .UseExceptionHandler()
            .UseMiddleware<AdmissionMiddleware>()
            .UseWhen(context => !RouteTable.IsStreaming(context.Request.Path), limited => limited.UseRequestTimeouts().Use(ReportTimeoutAsync))
            .UseWhen(RequestLimits.HasBody, QueueTimeMiddleware.UseLimits)
            .MapWhen(context => context.Request.Path.StartsWithSegments(OtlpIngestEndpoint.Prefix), ingest => ingest.Run(app.ApplicationServices.GetRequiredService<OtlpIngestEndpoint>().InvokeAsync))
            .MapWhen(context => context.Request.Path.StartsWithSegments(MobileAppEndpoint.Prefix), mobile => mobile.Run(app.ApplicationServices.GetRequiredService<MobileAppEndpoint>().AnswerAsync))
            .Run(app.ApplicationServices.GetRequiredService<RouteTable>().ForwardAsync));
    }

    // ASP.NET Core writes the response to a timeout only when this exception reaches it. The rate limiter and the modules end cancelled requests
    // without an exception, or with another one.
    private static async Task ReportTimeoutAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (IsCancelled())
        {
            // Thrown again below.
        }

        if (IsCancelled())
        {
            throw new OperationCanceledException(context.RequestAborted);
        }

        bool IsCancelled() => context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted;
    }
}
