using System.Diagnostics;

namespace AstronomyShop.SharedKernel;

/// <summary>
/// A place where a test may kill the process, as a power cut would: <c>SHOP_TEST_CRASH_AT=CP5</c>, or <c>CP5:3</c> for the third time it
/// comes there. Without that variable at the start of the process nothing here does anything.
/// </summary>
public static class CrashPoint
{
#pragma warning disable RS0030 // No setting: it must not be possible to turn it on in a file, by a flag, or in a process that runs.
    private static readonly string[] Requested = Environment.GetEnvironmentVariable("SHOP_TEST_CRASH_AT")?.Split(':') ?? [];
#pragma warning restore RS0030

    private static readonly int HitToDieAt = Requested is [_, var number] && int.TryParse(number, out var hit) ? hit : 1;
    private static int hits;

    /// <summary>The process comes by a crash point.</summary>
    /// <param name="name">The point's name: <c>CP5</c>.</param>
    public static void Hit(string name)
    {
        if (Requested is [var asked, ..] && asked == name && Interlocked.Increment(ref hits) == HitToDieAt)
        {
            // SIGKILL: nothing is flushed, no finally runs.
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }
}
