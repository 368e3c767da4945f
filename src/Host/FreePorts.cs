using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AstronomyShop.Host;

/// <summary>
/// Finds free loopback ports for child processes that need their port before they start. A port stays reserved until this process ends: several
/// shops may start on one machine at once, and each looks for free ports before any of them listens.
/// </summary>
internal static class FreePorts
{
    // Below the ephemeral port range: a port of that range could be taken before its process starts.
    private const int FirstPort = 20_000;
    private const int Count = 12_000;

    // The operating system releases a file lock when its process ends, also after a crash.
    private static readonly List<FileStream> Claims = [];

    public static IReadOnlyList<int> Take(int count, params int[] taken)
    {
        var candidates = Enumerable.Range(FirstPort, Count).Except(taken).ToArray();
        Random.Shared.Shuffle(candidates);
        lock (Claims)
        {
            return [.. candidates.Where(port => IsFree(port) && Claim(port)).Take(count)];
        }
    }

    private static bool Claim(int port)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"astronomy-shop-ports-{Environment.UserName}"));
        try
        {
            Claims.Add(new FileStream(
                Path.Combine(folder.FullName, port.ToString(CultureInfo.InvariantCulture)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
