namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// The clock of RPC deadlines. Both sides of a connection must agree on a deadline, so it always uses the machine's time, also where a test
/// replaces the clock of the modules.
/// </summary>
internal static class CallClock
{
    public static DateTime UtcNow => TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>The time until a deadline, at most 40 days: a timer supports 49, and a later deadline has the same effect.</summary>
    public static TimeSpan TimeUntil(DateTime deadline) => TimeSpan.FromTicks(Math.Clamp((deadline - UtcNow).Ticks, 0, TimeSpan.FromDays(40).Ticks));
}
