using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Host.Commands;

/// <summary>
/// Queries the readiness of the shop on this machine and returns it as exit code: <c>health</c>. For images that have neither a shell nor curl.
/// </summary>
internal static class HealthCommand
{
    private const string PortKey = "Shop:Ports:Management";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    /// <exception cref="SettingException">The port setting is invalid, or a settings file cannot be read.</exception>
    public static async Task<int> RunAsync(ProgramArguments arguments)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json")
            .AddEnvironmentVariables()
            .AddCommandLine(arguments.Settings);
        var read = ReadSettings.AddTo(configuration);
        var port = ListenEndpoint.Read(SettingsFile.Read(configuration.Build), PortKey, ListenEndpoint.DefaultManagement);
        await SettingCheck.RunAsync(arguments, read);

        using var client = new HttpClient { Timeout = Timeout };
        try
        {
            using var response = await client.GetAsync(new Uri(port.ToUri(), "health/ready"));
            await Console.Out.WriteLineAsync(await response.Content.ReadAsStringAsync());
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            await ShopProgram.WriteErrorAsync($"no response from {port.ToUri().Authority}", arguments);
            return 1;
        }
    }
}
