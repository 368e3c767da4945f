using System.Net;
using Xunit;

namespace AstronomyShop.Tests.Testing;

/// <summary>Turns flags of a whole shop from outside, as a program does at <c>/feature</c>.</summary>
public static class FlagSwitch
{
    private const string Token = "stars";

    /// <summary>A shop that is started with this setting lets itself be turned.</summary>
    public static (string Key, string Value) Setting => ("Modules:Flags:Token", Token);

    /// <summary>The same for a process.</summary>
    public static string Argument => $"--{Setting.Key}={Setting.Value}";

    /// <param name="web">The shop's public port.</param>
    /// <param name="flag">Its key.</param>
    /// <param name="variant">What it gives from now on.</param>
    /// <param name="cancellationToken">Ends the request.</param>
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
