using System.Diagnostics;
using System.Globalization;

namespace AstronomyShop.Tests.FaultyHost;

/// <summary>
/// Points at which the process can be killed without cleanup, as by a power failure: <c>SHOP_TEST_CRASH_AT=CP5</c>, or <c>CP5:3</c> to kill it
/// the third time the point is reached.
/// </summary>
/// <remarks>
/// CP0 before the commit of an attempt, CP1 after it; CP2 before the charge request is sent, CP3 charge committed, response not sent, CP4
/// response received and not recorded, CP5 charge recorded; CP6 shipment committed, response not sent; CP7 before the commit of order and outbox,
/// CP8 after it; CP9 before an outbox message is delivered, CP10 after the delivery and before the row is deleted; CP11 event received, CP12 its
/// effect committed and the event not acknowledged; CP13 an abandoned attempt claimed by recovery; CP14 during shutdown; CP15 during a migration.
/// </remarks>
internal static class CrashPoint
{
    private static readonly string[] Requested = Environment.GetEnvironmentVariable("SHOP_TEST_CRASH_AT")?.Split(':') ?? [];
    private static readonly int FatalVisit = Requested is [_, var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
    private static int visits;

    /// <summary>Kills the process if this point was requested and has been reached the requested number of times.</summary>
    public static void Visit(string name)
    {
        if (Requested is [var requested, ..] && requested == name && Interlocked.Increment(ref visits) == FatalVisit)
        {
            // SIGKILL: nothing is flushed, no finally block runs.
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }
}
