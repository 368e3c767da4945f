using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>
/// Decides who may see the pages for operators: in development requests from this machine, otherwise those with a token. The token is
/// <c>Modules:Flags:Token</c>, or generated at startup and shown once on the console: never in a log, which other people can read. It is
/// accepted as bearer token, or as the password of the browser's login dialog.
/// </summary>
public sealed class OperatorAccess
{
    private const string TokenKey = "Modules:Flags:Token";

    private readonly bool allowsLoopback;
    private readonly byte[] token;

    /// <summary>Reads the token, or generates one.</summary>
    public OperatorAccess(IConfiguration configuration, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        allowsLoopback = environment.IsDevelopment();
        var given = configuration[TokenKey];
        var text = given is { Length: > 0 } ? given : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        token = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        Description = allowsLoopback ? "is available from this machine"
            : given is { Length: > 0 } ? $"requires the token of {TokenKey}"
            : $"requires this token: {text}";
    }

    /// <summary>What a page requires, for the console: a generated token is part of it.</summary>
    public string Description { get; }

    /// <summary>Whether the caller may see the pages.</summary>
    public bool Allows(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (allowsLoopback && IsLoopback(context)) || HasToken(context.Request.Headers.Authorization.ToString());
    }

    /// <summary>The response to all other clients: 401, for which a browser opens its login dialog.</summary>
    public static IResult Reject(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"flags\", Bearer";
        return Results.Json(new { error = "A token is required" }, statusCode: StatusCodes.Status401Unauthorized);
    }

    // The host name must be local too: another site's name may resolve to this machine, and its pages would then have the same origin.
    private static bool IsLoopback(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer)
        && context.Request.Headers["X-Forwarded-For"].All(text => IPAddress.TryParse(text, out var client) && IPAddress.IsLoopback(client))
        && (context.Request.Host.Host == "localhost" || (IPAddress.TryParse(context.Request.Host.Host, out var name) && IPAddress.IsLoopback(name)));

    private static string PasswordIn(string basic)
    {
        var bytes = new byte[basic.Length];
        return Convert.TryFromBase64String(basic, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2)[^1]
            : string.Empty;
    }

    private bool HasToken(string authorization) =>
        AuthenticationHeaderValue.TryParse(authorization, out var given) && given.Parameter is { } text && given.Scheme.ToUpperInvariant() switch
        {
            "BEARER" => IsToken(text),
            "BASIC" => IsToken(PasswordIn(text)),
            _ => false,
        };

    private bool IsToken(string text) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text)), token);
}
