using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Flags.Editing;

/// <summary>The author of a flag change: the session in the baggage of the request, or the session cookie of the flag pages.</summary>
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

    /// <summary>Gives the browser a session cookie. The cookie grants no access; it only names the author.</summary>
    public static void EnsureSession(HttpContext context)
    {
        if (!Guid.TryParse(context.Request.Cookies[Cookie], out _))
        {
            context.Response.Cookies.Append(
                Cookie, Guid.NewGuid().ToString(), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/feature", Secure = context.Request.IsHttps });
        }
    }
}
