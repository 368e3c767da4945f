using System.Net.Security;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>Forwards requests to a module of another process, with YARP.</summary>
internal sealed class RemoteForwarder(HttpMessageInvoker client, Uri address) : IForwarder
{
    private static readonly ForwarderRequestConfig Limits = new() { ActivityTimeout = TimeSpan.FromSeconds(30) };

    // Created by the edge only, which runs at most once per process.
    private readonly IHttpForwarder forwarder = HttpForwarderFactory.Create();

    public static HttpMessageInvoker CreateClient(SslClientAuthenticationOptions? tls = null) => new(new SocketsHttpHandler
    {
        SslOptions = tls ?? new SslClientAuthenticationOptions(),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        ActivityHeadersPropagator = null,
    });

    public async Task<bool> ForwardAsync(HttpContext context, PathString path)
    {
        var error = await forwarder.SendAsync(context, address.ToString(), client, Limits, new Transformer(path));

        // In process the callee detects it when it reads the body. A body that is too long must not look like a callee that is down.
        if (error == ForwarderError.RequestBodyClient && !context.Response.HasStarted && BadRequestOf(context) is { } badRequest)
        {
            throw badRequest;
        }

        return error == ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested;
    }

    // YARP combines the exceptions of reading the body and of sending it.
    private static BadHttpRequestException? BadRequestOf(HttpContext context) => context.Features.Get<IForwarderErrorFeature>()?.Exception switch
    {
        BadHttpRequestException badRequest => badRequest,
        AggregateException several => several.Flatten().InnerExceptions.OfType<BadHttpRequestException>().FirstOrDefault(),
        _ => null,
    };

    private sealed class Transformer(PathString path) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.RequestUri = RequestUtilities.MakeDestinationAddress(destinationPrefix, path, httpContext.Request.QueryString);
            proxyRequest.Headers.Host = null;
            proxyRequest.Headers.Remove("traceparent");
            proxyRequest.Headers.Remove("tracestate");
            proxyRequest.Headers.Remove("baggage");
            Propagation.Inject(proxyRequest, static (request, name, value) => request.Headers.TryAddWithoutValidation(name, value));
        }
    }
}
