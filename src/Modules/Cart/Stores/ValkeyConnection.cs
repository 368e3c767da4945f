using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AstronomyShop.Modules.Cart.Stores;

/// <summary>
/// The single connection to the cart store, opened on first use. It reconnects automatically, also when the server was not available at first;
/// meanwhile every command fails at once instead of waiting in a queue.
/// </summary>
internal sealed class ValkeyConnection(ConfigurationOptions options, ILogger<ValkeyConnection> logger) : IAsyncDisposable
{
    // Values of the setting override these.
    private const string Defaults = "connectTimeout=2000,asyncTimeout=2000,syncTimeout=2000,keepAlive=10,name=cart,";

    private readonly SemaphoreSlim opening = new(1, 1);
    private ConnectionMultiplexer? opened;

    /// <exception cref="SettingException">The setting contains no server.</exception>
    public static ConfigurationOptions Read(ServerSetting setting)
    {
        try
        {
            var options = ConfigurationOptions.Parse(Defaults + setting.Value);
            options.AbortOnConnectFail = false;
            options.BacklogPolicy = BacklogPolicy.FailFast;
            options.ReconnectRetryPolicy = new LinearRetry(500);
            return options.EndPoints.Count > 0 && options.EndPoints.All(server => server is not System.Net.DnsEndPoint { Host: var host } || !host.Contains(':'))
                ? options
                : throw InvalidSetting(setting);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw InvalidSetting(setting);
        }
    }

    public async Task<IDatabase> OpenAsync(CancellationToken cancellationToken)
    {
        if (opened is { } open)
        {
            return open.GetDatabase();
        }

        await opening.WaitAsync(cancellationToken);
        try
        {
            opened ??= await ConnectAsync();
            return opened.GetDatabase();
        }
        finally
        {
            opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (opened is { } open)
        {
            await open.DisposeAsync();
        }

        opening.Dispose();
    }

    private static SettingException InvalidSetting(ServerSetting setting) => setting.ToException("contains no server; use a value like localhost:6379");

    // Returns without a connection when the server is not available, and keeps trying.
    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        // Only the servers: a connection string may contain a password.
        var servers = string.Join(", ", options.EndPoints);
        CartLog.Connecting(logger, servers);
        var connection = await ConnectionMultiplexer.ConnectAsync(options);
        connection.ConnectionFailed += (_, lost) =>
        {
            if (lost.ConnectionType == ConnectionType.Interactive)
            {
                CartLog.ConnectionLost(logger, lost.FailureType);
            }
        };
        connection.ConnectionRestored += (_, back) =>
        {
            if (back.ConnectionType == ConnectionType.Interactive)
            {
                CartLog.ConnectionRestored(logger);
            }
        };
        await LogPingAsync(connection, servers);
        return connection;
    }

    private async Task LogPingAsync(ConnectionMultiplexer connection, string servers)
    {
        try
        {
            CartLog.SmallTest(logger);
            CartLog.SmallTestResult(logger, (await connection.GetDatabase().PingAsync()).TotalMilliseconds);
            CartLog.Connected(logger, servers);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            CartLog.ConnectionFailed(logger, servers);
        }
    }
}
