using System.Diagnostics;

namespace AstronomyShop.SharedKernel;

/// <summary>
/// A point where a test can kill the process, as a power failure would: <c>SHOP_TEST_CRASH_AT=CP5</c>, or <c>CP5:3</c> for the third time it is
/// reached. Without that variable at process start nothing happens.
/// </summary>
public static class CrashPoint
{
#pragma warning disable RS0030 // Not a setting: a file, a flag or a running process must not be able to turn it on.
    private static readonly string[] Requested = Environment.GetEnvironmentVariable("SHOP_TEST_CRASH_AT")?.Split(':') ?? [];
#pragma warning restore RS0030

    private static readonly int HitToDieAt = Requested is [_, var number] && int.TryParse(number, out var hit) ? hit : 1;
    private static int hits;

    /// <summary>Called when the process reaches a crash point.</summary>
    /// <param name="name">The name of the point: <c>CP5</c>.</param>
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
