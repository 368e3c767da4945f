using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// Limits for every call between modules, in process and over the network. Section <c>Shop:Calls</c>; concurrency and queue length can be set
/// for one callee in <c>Modules:&lt;Name&gt;:Calls</c>.
/// </summary>
public sealed class CallLimits
{
    private static readonly TimeSpan MinDeadline = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan MaxDeadline = TimeSpan.FromHours(1);

    /// <summary>The deadline of a call when the caller sets none.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest message that client and server accept, in bytes.</summary>
    public int MaxMessageBytes { get; set; } = 256 * 1024;

    /// <summary>How many calls to one module may run concurrently in this process.</summary>
    public int AtOnce { get; set; } = 256;

    /// <summary>How many more calls may wait in the queue. Calls beyond that are rejected at once with UNAVAILABLE.</summary>
    public int Waiting { get; set; } = 512;

    /// <param name="configuration">The configuration of the shop.</param>
    /// <param name="sections">The sections to read; a later section overrides an earlier one.</param>
    /// <exception cref="SettingException">A setting is invalid.</exception>
    internal static CallLimits Read(IConfiguration configuration, params string[] sections)
    {
        var limits = new CallLimits();
        foreach (var section in sections)
        {
            try
            {
                configuration.GetSection(section).Bind(limits);
            }
            catch (InvalidOperationException exception)
            {
                throw new SettingException(section, exception.InnerException?.Message ?? exception.Message);
            }
        }

        Require(nameof(Deadline), limits.Deadline, MinDeadline, MaxDeadline);
        Require(nameof(MaxMessageBytes), limits.MaxMessageBytes, 1024, 64 * 1024 * 1024);
        Require(nameof(AtOnce), limits.AtOnce, 1, 100_000);
        Require(nameof(Waiting), limits.Waiting, 0, 100_000);
        return limits;

        void Require<TValue>(string name, TValue value, TValue least, TValue most)
            where TValue : IComparable<TValue>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                throw new SettingException($"{sections[^1]}:{name}", $"'{value}' is out of range; use {least} to {most}");
            }
        }
    }
}
