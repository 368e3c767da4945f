using AstronomyShop.SharedKernel.Hosting;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Testing;

/// <summary>A shop, or some of its modules, in the test process, on free ports of the loopback interface and with a separate data directory.</summary>
public sealed class ShopUnderTest : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly bool keepsData;

    private ShopUnderTest(WebApplication app, string dataDirectory, bool keepsData)
    {
        this.app = app;
        this.keepsData = keepsData;
        DataDirectory = dataDirectory;
        var endpoints = app.Services.GetRequiredService<ShopEndpoints>();
        Web = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = endpoints.Web };
        Management = new HttpClient { BaseAddress = endpoints.Management };
        GrpcAddress = endpoints.Grpc;
        Channel = GrpcChannel.ForAddress(endpoints.Grpc);
    }

    /// <summary>The settings of <see cref="ShopProcess.LongDeadlines"/>.</summary>
    public static IReadOnlyList<(string Key, string Value)> LongDeadlines { get; } =
        [.. ShopProcess.LongDeadlines.Select(argument => argument[2..].Split('=')).Select(setting => (setting[0], setting[1]))];

    public HttpClient Web { get; }

    public HttpClient Management { get; }

    public Uri GrpcAddress { get; }

    /// <summary>A plain channel to the gRPC port.</summary>
    public GrpcChannel Channel { get; }

    public string DataDirectory { get; }

    /// <summary>The text that the shop would print on the console.</summary>
    public string StartupBanner => app.DescribeShop();

    /// <param name="modules">All modules of this shop.</param>
    /// <param name="settings">Additional settings: <c>("Shop:Run", "Cart")</c>. They override the long deadlines, which are the default here.</param>
    /// <param name="dataDirectory">The data directory of an earlier shop; by default a new folder that is deleted with the shop.</param>
    /// <param name="configure">Replaces services of the host, such as the clock.</param>
    /// <param name="environment">The environment; by default that of the process, which is production.</param>
    public static async Task<ShopUnderTest> StartAsync(
        IReadOnlyList<IModule> modules,
        IEnumerable<(string Key, string Value)>? settings = null,
        string? dataDirectory = null,
        Action<IServiceCollection>? configure = null,
        string? environment = null)
    {
        var data = dataDirectory ?? Directory.CreateTempSubdirectory("shop-").FullName;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(
        [
            new("Shop:Ports:Web", "127.0.0.1:0"),
            new("Shop:Ports:Grpc", "127.0.0.1:0"),
            new("Shop:Ports:Management", "127.0.0.1:0"),
            new("Shop:DataDirectory", data),
            new("Logging:LogLevel:Default", "Warning"),
            .. LongDeadlines.Where(setting => !setting.Key.StartsWith("Modules:Checkout", StringComparison.Ordinal)).Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)),
        ]);
        builder.Configuration.AddInMemoryCollection((settings ?? []).Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        configure?.Invoke(builder.Services);
        builder.AddShop(modules);
        var app = builder.Build();
        app.MapShop();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            // Otherwise the modules that were prepared before the failure keep their databases open.
            await app.DisposeAsync();
            throw;
        }

        return new ShopUnderTest(app, data, keepsData: dataDirectory is not null);
    }

    /// <summary>A generated client that calls the shop over the network: <c>shop.Client(channel => new CartService.CartServiceClient(channel))</c>.</summary>
    public TClient Client<TClient>(Func<ChannelBase, TClient> create) => create(Channel);

    public async ValueTask DisposeAsync()
    {
        Web.Dispose();
        Management.Dispose();
        Channel.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (!keepsData)
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }
}
