namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// The clock of deadlines. A deadline is an instant that both ends of a wire must agree on, so it is always the machine's time, also
/// where a test gives the modules a clock of its own.
/// </summary>
internal static class CallClock
{
    public static DateTime UtcNow => TimeProvider.System.GetUtcNow().UtcDateTime;
}
