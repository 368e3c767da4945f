namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// The clock of RPC deadlines. Both sides of a connection must agree on a deadline, so it always uses the machine's time, also where a test
/// replaces the clock of the modules.
/// </summary>
internal static class CallClock
{
    public static DateTime UtcNow => TimeProvider.System.GetUtcNow().UtcDateTime;
}
