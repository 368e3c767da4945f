using System.Globalization;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modularity;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>
/// Where processes authenticate with certificates, allows only the callers that the call table lists for a module. The public port and the
/// management port serve people and programs without a certificate.
/// </summary>
internal sealed class CallerAuthorization(RunningShop shop, ShopTopology topology)
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (RequestedResource(context) is not { } asked)
        {
            return next(context);
        }

        var names = context.Connection.ClientCertificate is { } certificate ? MutualTls.NamesOf(certificate) : [];
        return asked.Callers.Any(descriptor => names.Contains(descriptor.ServiceName)) ? next(context)
            : RejectAsync(context, $"{(names.Count == 0 ? "Caller presented no client certificate and" : string.Join(", ", names))} may not call {asked.What}");
    }

    private (string What, IEnumerable<ModuleDescriptor> Callers)? RequestedResource(HttpContext context) =>
        Listener.Of(context) is not { } listener ? null
        : listener == Listener.Grpc ? ServiceIn(context.Request.Path.Value!) is var service ? (service, CallersOf(service)) : null
        : listener == Listener.Web && shop.WebModule is { Descriptor.IsEdge: false } webModule ? (webModule.Descriptor.ServiceName, CallersOf(webModule.Descriptor))
        : null;

    // The path is the full method name: /oteldemo.CartService/GetCart.
    private static string ServiceIn(string path) => path.LastIndexOf('/') is > 0 and var end ? path[1..end] : path;

    private IEnumerable<ModuleDescriptor> CallersOf(string service) =>
        service == EventDelivery.Descriptor.FullName ? topology.All.Where(Publishes)
        : shop.ModuleOf(service) is not { } module || module.Descriptor.IsObservatory || module.Descriptor == topology.FlagService ? topology.All
        : topology.All.Where(descriptor => descriptor.Calls.Any(called => called.FullName == service));

    private IEnumerable<ModuleDescriptor> CallersOf(ModuleDescriptor callee) => topology.All.Where(descriptor => descriptor.ForwardsTo.Contains(callee.Name));

    private bool Publishes(ModuleDescriptor descriptor) => descriptor.Publishes.Any(type => shop.Running.Any(module => module.Descriptor.Consumes.Contains(type)));

    private static Task RejectAsync(HttpContext context, string reason)
    {
        if (Listener.Of(context) == Listener.Web)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync(reason);
        }

        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = ((int)StatusCode.PermissionDenied).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(reason);
        return Task.CompletedTask;
    }
}
