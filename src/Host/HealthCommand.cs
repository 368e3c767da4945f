using System.Net;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Host;

/// <summary>
/// Queries the readiness of the shop on this machine and returns it as exit code: <c>--health</c>. For images that have neither a shell nor
/// curl.
/// </summary>
internal static class HealthCommand
{
    private const string Argument = "--health";
    private const string PortKey = "Shop:Ports:Management";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    public static bool IsRequested(string[] args) => args.Contains(Argument);

    /// <exception cref="SettingException">The port setting is invalid.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        var settings = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json")
            .AddEnvironmentVariables()
            .AddCommandLine([.. args.Where(one => one != Argument)])
            .Build();
        var port = ListenEndpoint.Parse(PortKey, settings[PortKey] ?? "8082", IPAddress.Loopback);
        var host = port.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : port.Address;
        using var client = new HttpClient { Timeout = Timeout };
        try
        {
            using var response = await client.GetAsync(new UriBuilder("http", host.ToString(), port.Port, "health/ready").Uri);
            await Console.Out.WriteLineAsync(await response.Content.ReadAsStringAsync());
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"no response from {host}:{port.Port}");
            return 1;
        }
    }
}
