using System.Threading.RateLimiting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>The settings of calls between modules: limits, for one callee other ones, and TLS between processes.</summary>
public sealed class RpcSettings
{
    private const string Key = "Shop:Calls";

    private readonly Dictionary<string, CallLimits> byCallee;

    private RpcSettings(CallLimits limits, Dictionary<string, CallLimits> byCallee, MutualTls? tls) => (Limits, this.byCallee, Tls) = (limits, byCallee, tls);

    /// <summary>The limits of every call.</summary>
    public CallLimits Limits { get; }

    internal MutualTls? Tls { get; }

    /// <summary>Reads <c>Shop:Calls</c> and the section <c>Calls</c> of each module.</summary>
    /// <param name="configuration">The configuration of the shop.</param>
    /// <param name="all">Every module of the shop.</param>
    /// <param name="tls">The certificates of this process; null without mutual TLS.</param>
    /// <exception cref="SettingException">A setting is invalid.</exception>
    public static RpcSettings Read(IConfiguration configuration, IEnumerable<ModuleDescriptor> all, MutualTls? tls) => new(
        CallLimits.Read(configuration, Key),
        all.ToDictionary(descriptor => descriptor.Name, descriptor => CallLimits.Read(configuration, Key, $"Modules:{descriptor.Name}:Calls")),
        tls);

    internal ConcurrencyLimiterOptions LimiterOptionsFor(ModuleDescriptor callee) =>
        new() { PermitLimit = byCallee[callee.Name].AtOnce, QueueLimit = byCallee[callee.Name].Waiting };
}
