using Microsoft.AspNetCore.Http;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>The port of the shop on which a connection arrived.</summary>
internal sealed class Listener
{
    public static readonly Listener Web = new();
    public static readonly Listener Grpc = new();
    public static readonly Listener Management = new();

    public static Listener? Of(HttpContext context) => context.Features.Get<Listener>();
}
