using System.Net;
using Xunit;

namespace AstronomyShop.Tests.Testing;

/// <summary>Changes the feature flags of a running shop over HTTP, as an API client does at <c>/feature</c>.</summary>
public static class FlagSwitch
{
    private const string Token = "stars";

    /// <summary>The setting with which a shop accepts flag changes from this class.</summary>
    public static (string Key, string Value) Setting => ("Modules:Flags:Token", Token);

    /// <summary>The setting as a command-line argument.</summary>
    public static string Argument => $"--{Setting.Key}={Setting.Value}";

    /// <param name="web">A client of the shop's public port.</param>
    /// <param name="flag">The key of the flag.</param>
    /// <param name="variant">The variant that the flag returns from now on.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public static async Task SetAsync(HttpClient web, string flag, string variant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(web);
        using var form = new FormUrlEncodedContent([new("flag", flag), new("variant", variant)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/feature/choose") { Content = form };
        request.Headers.Authorization = new("Bearer", Token);
        using var response = await web.SendAsync(request, cancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, $"{flag} has a variant {variant}");
    }
}
