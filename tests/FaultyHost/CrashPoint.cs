using System.Diagnostics;
using System.Globalization;

namespace AstronomyShop.Tests.FaultyHost;

/// <summary>
/// Instants at which the process can be killed as by a power failure: <c>SHOP_TEST_CRASH_AT=CP5</c>, or <c>CP5:3</c> for the third visit.
/// </summary>
/// <remarks>
/// CP0 before the commit of an attempt, CP1 after it; CP2 before the charge request is sent, CP3 charge committed and not answered, CP4 answer
/// received and not recorded, CP5 charge recorded; CP6 shipment committed and not answered; CP7 before the commit of order and outbox, CP8 after
/// it; CP9 before an outbox message is delivered, CP10 after it and before the row is deleted; CP11 event received, CP12 its effect committed and
/// not acknowledged; CP13 an abandoned attempt claimed by recovery; CP14 during shutdown; CP15 during a migration.
/// </remarks>
internal static class CrashPoint
{
    private static readonly string[] Requested = Environment.GetEnvironmentVariable("SHOP_TEST_CRASH_AT")?.Split(':') ?? [];
    private static readonly int FatalVisit = Requested is [_, var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
    private static int visits;

    /// <summary>Kills the process if this point was requested and was visited often enough.</summary>
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
