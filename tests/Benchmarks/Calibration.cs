using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AstronomyShop.Contracts;
using Google.Protobuf;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// A fixed workload like that of the shop: objects, text, a dictionary, a hash. Its CPU time shows how fast this machine is at the moment, with all its
/// other load.
/// </summary>
internal static class Calibration
{
    private const int Repetitions = 30_000;
    private const int ThreadCpuTime = 3;

    /// <summary>The CPU time of the work.</summary>
    public static TimeSpan Run() => TimeOf(Work);

    /// <summary>The CPU time that the current thread needs for an action.</summary>
    public static TimeSpan TimeOf(Action action)
    {
        var before = ThreadTime();
        action();
        return ThreadTime() - before;
    }

    private static void Work()
    {
        var table = new Dictionary<string, int>();
        var cart = new Cart { UserId = "2ab5a1c5-6a5e-4f0f-9d0b-6f3c8f6f7a10", Items = { new CartItem { ProductId = "OLJCESPC7Z", Quantity = 1 }, new CartItem { ProductId = "66VCHSJNUP", Quantity = 2 } } };
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var copy = Cart.Parser.ParseFrom(cart.ToByteArray());
            copy.Items[0].Quantity = repetition;
            var key = $"{copy.UserId}/{repetition % 1000}";
            table[key] = table.GetValueOrDefault(key) + SHA256.HashData(copy.ToByteArray())[0];
        }
    }

    private static TimeSpan ThreadTime() =>
        ReadClock(ThreadCpuTime, out var time) == 0 ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0) : throw new PlatformNotSupportedException();

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadClock(int clock, out ClockTime time);

    [StructLayout(LayoutKind.Sequential)]
    private struct ClockTime
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
