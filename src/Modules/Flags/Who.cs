using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Flags;

/// <summary>Who changes flags: the session that a request names, or the one that the pages gave this browser.</summary>
internal static class Who
{
    public const string TheScheduler = "the scheduler";
    public const string TheFile = "the file";

    private const string AProgram = "a program";
    private const string Cookie = "flags-session";
    private const int LongestSession = 64;

    public static string Of(HttpContext call) =>
        Visit.Session is { Length: > 0 and <= LongestSession } session ? $"session {session}"
        : Guid.TryParse(call.Request.Cookies[Cookie], out var known) ? $"session {known}"
        : AProgram;

    /// <summary>Remembers a browser. The cookie opens nothing, it is only a name.</summary>
    public static void Greet(HttpContext call)
    {
        if (!Guid.TryParse(call.Request.Cookies[Cookie], out _))
        {
            call.Response.Cookies.Append(
                Cookie, Guid.NewGuid().ToString(), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/feature", Secure = call.Request.IsHttps });
        }
    }
}
