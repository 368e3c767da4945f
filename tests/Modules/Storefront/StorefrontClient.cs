using System.Net;
using System.Text.RegularExpressions;

namespace AstronomyShop.Tests.Modules.Storefront;

/// <summary>A browser without scripts: keeps cookies, submits forms and follows redirects.</summary>
internal sealed partial class StorefrontClient(HttpClient web)
{
    private readonly Dictionary<string, string> cookies = [];

    public string UserId => cookies["shop"].Split('.')[0];

    /// <summary>The cookie of a returning user.</summary>
    public static string Cookie(string currency = "USD") => $"shop=6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1.{currency}";

    public async Task<TestResponse> OpenAsync(string path) => StoreCookies(await web.FetchAsync(path, Cookies()));

    /// <summary>Sends a form and follows the redirect.</summary>
    public async Task<TestResponse> SendAsync(string path, params (string Name, string Value)[] fields)
    {
        var response = await PostAsync(path, fields);
        return response.Status == HttpStatusCode.SeeOther ? await OpenAsync(response.Header("Location")!) : response;
    }

    public async Task<TestResponse> PostAsync(string path, (string Name, string Value)[] fields, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        foreach (var (name, value) in (IEnumerable<(string, string)>)[.. headers, Cookies()])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await web.SendAsync(request, TestContext.Current.CancellationToken);
        return StoreCookies(new TestResponse(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response));
    }

    /// <summary>The fields of the checkout form of a page, as a browser would send them.</summary>
    public static (string Name, string Value)[] FillForm(string page, params (string Name, string Value)[] changes)
    {
        var form = page[page.IndexOf("action=\"/cart/checkout\"", StringComparison.Ordinal)..];
        var fields = Input().Matches(form).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        foreach (Match choice in Select().Matches(form))
        {
            fields[choice.Groups[1].Value] = choice.Groups[2].Value;
        }

        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return [.. fields.Select(field => (field.Key, field.Value))];
    }

    private (string Name, string Value) Cookies() => ("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));

    private TestResponse StoreCookies(TestResponse response)
    {
        foreach (var cookie in response.Response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            cookies[pair[0]] = pair[1];
        }

        return response;
    }

    [GeneratedRegex("<input [^>]*?name=\"([^\"]+)\"[^>]*?value=\"([^\"]*)\"")]
    private static partial Regex Input();

    [GeneratedRegex("<select [^>]*?name=\"([^\"]+)\"(?:(?!</select>)[\\s\\S])*?<option selected=\"selected\">([^<]*)</option>")]
    private static partial Regex Select();
}
