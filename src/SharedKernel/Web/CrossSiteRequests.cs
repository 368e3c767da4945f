using Microsoft.AspNetCore.Http;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>
/// Recognizes changes that a page of another site sends with the browser of a shopper. Programs that are not browsers send neither header; another
/// site cannot make them send a request.
/// </summary>
public static class CrossSiteRequests
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>Whether the request may change something: every method that HTTP does not define as safe.</summary>
    public static bool IsChange(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method) && !HttpMethods.IsTrace(request.Method);
    }

    /// <summary>Whether the request may change something and comes from a page of another site, or of another port of this one.</summary>
    public static bool IsCrossSiteChange(this HttpRequest request) => request.IsChange() && !IsFromThisSite(request);

    /// <summary>Whether a page of another site may have made the browser send the request; also true when the browser does not say.</summary>
    public static bool MayBeCausedByOtherSite(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers[FetchSite].ToArray() is not ["same-origin" or "none"];
    }

    /// <summary>Removes the origin of an accepted request. Behind the edge the request has another host name, with which the origin would not match.</summary>
    public static void RemoveOrigin(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Headers.Remove(FetchSite);
        request.Headers.Remove("Origin");
    }

    // Browsers send Sec-Fetch-Site over TLS and to this machine; over plain HTTP to another machine they send only the origin.
    private static bool IsFromThisSite(HttpRequest request) => (request.Headers[FetchSite].ToArray(), request.Headers.Origin.ToArray()) switch
    {
        (["same-origin" or "none"], _) => true,
        ([], []) => true,
        ([], [{ } origin]) => Uri.TryCreate(origin, UriKind.Absolute, out var site) && IsHostOf(request, site),
        _ => false,
    };

    // The scheme is not compared: it is not known behind a proxy that terminates TLS and is not trusted. A host name without a port has the default port.
    private static bool IsHostOf(HttpRequest request, Uri site) =>
        string.Equals(site.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
        && (request.Host.Port is { } port ? site.Port == port : site.IsDefaultPort);
}
