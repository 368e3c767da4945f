using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Modules.Flags.Editing;

/// <summary>
/// Controls access to the flag pages and their API: in development for requests from this machine, otherwise with a token. The token is
/// <c>Modules:Flags:Token</c>, or generated at startup and shown once on the console: never in a log, which other people can read. It is
/// accepted as bearer token, or as the password of the browser's login dialog.
/// </summary>
internal sealed class FeatureAccessFilter : IStartupMessage
{
    private readonly bool allowsLoopback;
    private readonly byte[] token;

    public FeatureAccessFilter(IConfiguration configuration, IHostEnvironment environment)
    {
        allowsLoopback = environment.IsDevelopment();
        var given = configuration["Modules:Flags:Token"];
        var text = given is { Length: > 0 } ? given : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        token = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        Text = allowsLoopback ? "/feature is available from this machine"
            : given is { Length: > 0 } ? "/feature requires the token of Modules:Flags:Token"
            : $"/feature requires this token: {text}";
    }

    public string Topic => "flags";

    public string Text { get; }

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (context.Request.IsCrossSiteChange())
        {
            return Results.Json(new { error = "Cross-site request rejected" }, statusCode: StatusCodes.Status403Forbidden);
        }

        if (!(allowsLoopback && IsLoopback(context)) && !HasToken(context.Request.Headers.Authorization.ToString()))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"flags\", Bearer";
            return Results.Json(new { error = "A token is required" }, statusCode: StatusCodes.Status401Unauthorized);
        }

        return await next(invocation);
    }

    // The host name must be local too: another site's name may resolve to this machine, and its pages would then have the same origin.
    private static bool IsLoopback(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer)
        && context.Request.Headers["X-Forwarded-For"].All(text => IPAddress.TryParse(text, out var client) && IPAddress.IsLoopback(client))
        && (context.Request.Host.Host == "localhost" || (IPAddress.TryParse(context.Request.Host.Host, out var name) && IPAddress.IsLoopback(name)));

    private bool HasToken(string authorization) =>
        AuthenticationHeaderValue.TryParse(authorization, out var given) && given.Parameter is { } text && given.Scheme.ToUpperInvariant() switch
        {
            "BEARER" => IsToken(text),
            "BASIC" => IsToken(PasswordIn(text)),
            _ => false,
        };

    private static string PasswordIn(string basic)
    {
        var bytes = new byte[basic.Length];
        return Convert.TryFromBase64String(basic, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2)[^1]
            : string.Empty;
    }

    private bool IsToken(string text) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text)), token);
}
