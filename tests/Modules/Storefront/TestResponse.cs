using System.Net;
using System.Text;
using System.Text.Json;

namespace AstronomyShop.Tests.Modules.Storefront;

/// <summary>The response to a request.</summary>
public sealed record TestResponse(HttpStatusCode Status, string Body, HttpResponseMessage Response)
{
    public string? ContentType => Response.Content.Headers.ContentType?.ToString();

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Field => Member("field");

    public string? Detail => Member("detail");

    public string? Member(string name) => Json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public string? Header(string name) => Response.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
}

/// <summary>Sends HTTP requests to a shop.</summary>
public static class TestRequestExtensions
{
    public static Task<TestResponse> FetchAsync(this HttpClient web, string path, params (string Name, string Value)[] headers) =>
        web.SendRequestAsync(HttpMethod.Get, path, null, headers);

    public static Task<TestResponse> PostBodyAsync(this HttpClient web, string path, string body, params (string Name, string Value)[] headers) =>
        web.SendRequestAsync(HttpMethod.Post, path, body, headers);

    public static Task<TestResponse> DeleteWithBodyAsync(this HttpClient web, string path, string body, params (string Name, string Value)[] headers) =>
        web.SendRequestAsync(HttpMethod.Delete, path, body, headers);

    public static async Task<TestResponse> SendRequestAsync(
        this HttpClient web, HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        ArgumentNullException.ThrowIfNull(web);
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await web.SendAsync(request, TestContext.Current.CancellationToken);
        return new TestResponse(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }
}
