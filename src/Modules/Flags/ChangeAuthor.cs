using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Flags;

/// <summary>Who changes flags: the session that a request names, or the one that the pages gave this browser.</summary>
internal static class ChangeAuthor
{
    public const string Scheduler = "the scheduler";
    public const string File = "the file";

    private const string Program = "a program";
    private const string Cookie = "flags-session";
    private const int MaxSessionLength = 64;

    public static string Of(HttpContext context) =>
        RequestBaggage.Session is { Length: > 0 and <= MaxSessionLength } session ? $"session {session}"
        : Guid.TryParse(context.Request.Cookies[Cookie], out var known) ? $"session {known}"
        : Program;

    /// <summary>Remembers a browser. The cookie opens nothing, it is only a name.</summary>
    public static void EnsureSession(HttpContext context)
    {
        if (!Guid.TryParse(context.Request.Cookies[Cookie], out _))
        {
            context.Response.Cookies.Append(
                Cookie, Guid.NewGuid().ToString(), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/feature", Secure = context.Request.IsHttps });
        }
    }
}
