using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// What every call between modules is held to, in process as over the wire. Section <c>Shop:Calls</c>; how many may run and wait can be
/// said otherwise for one callee, in <c>Modules:&lt;Name&gt;:Calls</c>.
/// </summary>
public sealed class CallLimits
{
    /// <summary>How long a call may take when nobody said.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest message either side takes, in bytes.</summary>
    public int MaxMessageBytes { get; set; } = 256 * 1024;

    /// <summary>How many calls to one module a process lets run at once.</summary>
    public int AtOnce { get; set; } = 256;

    /// <summary>How many more may wait for their turn. What comes beyond is refused at once, as UNAVAILABLE.</summary>
    public int Waiting { get; set; } = 512;

    /// <param name="configuration">The shop's.</param>
    /// <param name="sections">What a later one says wins.</param>
    /// <exception cref="SettingException">A setting is wrong.</exception>
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
        return limits.Deadline <= TimeSpan.Zero ? throw new SettingException($"{last}:Deadline", $"'{limits.Deadline}' is no time to answer in; give more than 00:00:00")
            : limits.AtOnce < 1 ? throw new SettingException($"{last}:AtOnce", $"'{limits.AtOnce}' lets no call through; give 1 or more")
            : limits.Waiting < 0 ? throw new SettingException($"{last}:Waiting", $"'{limits.Waiting}' is no number of calls that wait; give 0 or more")
            : limits;
    }
}
