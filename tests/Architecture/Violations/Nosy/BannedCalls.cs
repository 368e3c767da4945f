namespace AstronomyShop.Modules.Nosy;

// Every member on the list of the banned, used once.
internal static class BannedCalls
{
    public static object[] Times => [DateTime.Now, DateTime.UtcNow, DateTime.Today, DateTimeOffset.Now, DateTimeOffset.UtcNow];

    public static object[] LocalTimes =>
    [
        TimeZoneInfo.Local, DateTimeOffset.UnixEpoch.LocalDateTime, DateTimeOffset.UnixEpoch.ToLocalTime(), DateTime.UnixEpoch.ToLocalTime(), TimeProvider.System.GetLocalNow(),
    ];

    public static object?[] Settings =>
    [
        Environment.GetEnvironmentVariable("SHOP__RUN"),
        Environment.GetEnvironmentVariable("SHOP__RUN", EnvironmentVariableTarget.Process),
        Environment.GetEnvironmentVariables(),
    ];

    public static void Wait()
    {
        Thread.Sleep(1);
        Thread.Sleep(TimeSpan.Zero);
    }
}
