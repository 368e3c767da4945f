using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// Limits for every call between modules, in process and over the network. Section <c>Shop:Calls</c>; concurrency and queue length can be set
/// for one callee in <c>Modules:&lt;Name&gt;:Calls</c>.
/// </summary>
public sealed class CallLimits
{
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

        var last = sections[^1];
        return limits.Deadline <= TimeSpan.Zero ? throw new SettingException($"{last}:Deadline", $"'{limits.Deadline}' is not a valid deadline; use a value greater than 00:00:00")
            : limits.AtOnce < 1 ? throw new SettingException($"{last}:AtOnce", $"'{limits.AtOnce}' is not a valid limit; use 1 or more")
            : limits.Waiting < 0 ? throw new SettingException($"{last}:Waiting", $"'{limits.Waiting}' is not a valid queue length; use 0 or more")
            : limits;
    }
}
