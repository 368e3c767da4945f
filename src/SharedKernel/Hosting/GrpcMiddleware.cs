using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>What a request for a gRPC service of one module passes before its message is read.</summary>
internal sealed record GrpcMiddleware(Func<HttpContext, RequestDelegate, Task> InvokeAsync)
{
    /// <summary>Invokes the middleware of the module that serves the request, if it has one.</summary>
    public static Task InvokeForModuleAsync(RunningShop shop, HttpContext context, RequestDelegate next) =>
        shop.ModuleServing(context.Request.Path.Value ?? "")?.Services.GetService<GrpcMiddleware>() is { } middleware ? middleware.InvokeAsync(context, next) : next(context);
}
