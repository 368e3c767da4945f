using System.Collections.Frozen;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// The value of <c>http.request.method</c>: a client chooses the method freely, so OpenTelemetry's semantic conventions allow only known ones in it.
/// </summary>
public static class HttpMethodName
{
    private const string Other = "_OTHER";

    private static readonly FrozenSet<string> Known =
        ((string[])["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Returns the value for a method as it was received.</summary>
    /// <param name="method">The method: <c>GET</c>.</param>
    /// <returns>The method itself if it is a known one, otherwise <c>_OTHER</c>.</returns>
    public static string Of(string method) => Known.Contains(method) ? method : Other;
}
