using System.Diagnostics;
using System.Net;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AstronomyShop.Modules.Cart.Stores;

/// <summary>
/// Runs scripts on the server, each in a CLIENT span of the cart. A server that does not respond causes UNAVAILABLE: a cart that cannot be read
/// must not look empty.
/// </summary>
internal sealed class ValkeyScripts(ValkeyConnection connection, ConfigurationOptions options, ModuleTelemetry telemetry, ILogger<ValkeyScripts> logger)
{
    private const string DbStoredProcedureName = "db.stored_procedure.name";
    private const string System = "redis";
    private const string Operation = "EVALSHA";

    public async Task<RedisResult> RunAsync(CartScript script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var span = telemetry.StartSpan($"{Operation} {script.Name}", ActivityKind.Client);
        Describe(span, script);
        try
        {
            var carts = await connection.OpenAsync(cancellationToken);
            var answer = await carts.ScriptEvaluateAsync(script.Lua, keys, values).WaitAsync(cancellationToken);
            telemetry.DatabaseOperationCompleted(System, Operation, script.Name, Stopwatch.GetElapsedTime(started), null);
            return answer;
        }
        catch (Exception exception)
        {
            span?.SetTag(TelemetryAttributes.ErrorType, exception.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            telemetry.DatabaseOperationCompleted(System, Operation, script.Name, Stopwatch.GetElapsedTime(started), exception);
            if (exception is not (RedisException or TimeoutException))
            {
                throw;
            }

            CartLog.ScriptFailed(logger, script.Name, exception);
            throw RpcErrors.Unavailable("The cart store is not available");
        }
    }

    private void Describe(Activity? span, CartScript script)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        span.SetTag(TelemetryAttributes.DbSystemName, System);
        span.SetTag(TelemetryAttributes.DbNamespace, (options.DefaultDatabase ?? 0).ToString(global::System.Globalization.CultureInfo.InvariantCulture));
        span.SetTag(TelemetryAttributes.DbOperationName, Operation);
        span.SetTag(DbStoredProcedureName, script.Name);
        span.SetTag(TelemetryAttributes.DbQuerySummary, $"{Operation} {script.Name}");
        span.SetTag(TelemetryAttributes.ServerAddress, options.EndPoints[0] is DnsEndPoint named ? named.Host : (options.EndPoints[0] as IPEndPoint)?.Address.ToString());
    }
}

/// <summary>A script that the server runs atomically.</summary>
/// <param name="Name">The name for telemetry, from a small fixed set.</param>
/// <param name="Lua">The source text.</param>
internal sealed record CartScript(string Name, string Lua);
