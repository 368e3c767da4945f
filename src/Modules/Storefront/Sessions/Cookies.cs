using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Sessions;

/// <summary>
/// The cookies of the pages, which therefore need no script: the session, and the ids of its orders. Scripts cannot read them; the script has a
/// session in the browser's storage and asks the server to make both agree.
/// </summary>
internal static class Cookies
{
    private const string SessionName = "shop";
    private const string OrdersName = "shop-orders";
    private const int MaxOrders = 20;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public static Session? Session(HttpRequest request) => Sessions.Session.Parse(Read(request, SessionName));

    public static void SaveSession(HttpContext context, Session session) => Write(context, SessionName, session.ToString());

    /// <summary>The orders of this browser, newest first.</summary>
    public static IReadOnlyList<string> Orders(HttpRequest request)
    {
        var ids = (Read(request, OrdersName) ?? string.Empty).Split('.').Where(id => Guid.TryParseExact(id, "N", out _));
        return [.. ids.Take(MaxOrders).Select(id => Guid.Parse(id).ToString())];
    }

    public static void AddOrder(HttpContext context, string orderId)
    {
        if (Guid.TryParse(orderId, out _))
        {
            var orders = Orders(context.Request).Prepend(orderId).Distinct().Take(MaxOrders);
            Write(context, OrdersName, string.Join('.', orders.Select(id => Guid.Parse(id).ToString("N"))));
        }
    }

    private static string? Read(HttpRequest request, string name) => request.Cookies[NameFor(request, name)];

    private static void Write(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(NameFor(context.Request, name), value, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = IsSecure(context.Request),
            Path = "/",
            MaxAge = Lifetime,
            IsEssential = true,
        });

    // With this prefix a browser accepts the cookie only from this host and only over TLS.
    private static string NameFor(HttpRequest request, string name) => IsSecure(request) ? $"__Host-{name}" : name;

    // The edge may run in another process; it forwards the scheme of the request.
    private static bool IsSecure(HttpRequest request) => request.IsHttps || request.Headers["X-Forwarded-Proto"] == "https";
}
