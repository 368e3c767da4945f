using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>
/// Whether the database files in a data directory can be relied on. A process keeps a file that is deleted or replaced under it: it continues reading
/// and writing, and what it commits is lost when it ends. Only the file system shows that.
/// </summary>
internal sealed class SqliteFiles(string dataDirectory)
{
    private const string Log = "-wal";
    private const uint InodeMask = 0x100;
    private const int CurrentDirectory = -100;

    // A commit needs a few pages of the write-ahead log.
    private const int ProbeBytes = 64 * 1024;
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, ulong> firstSeen = new();
    private readonly Lock gate = new();
    private long probedAt;
    private string? probed;

    /// <summary>Why commits to the file would be lost or fail; null when nothing is wrong. A connection to it is open.</summary>
    public string? FindProblem(string file) =>
        IsLost(file) ? $"{file} was deleted or replaced while the shop runs; what is committed now is lost. Stop the shop, put the file back, and start it again"
        : FindSpaceProblem();

    /// <summary>Whether the path leads to another file than before, or to none, so that commits are lost. A connection to it is open.</summary>
    public bool IsLost(string file) => !File.Exists(file) || IsReplaced(file) || !File.Exists(file + Log);

    /// <summary>Whether the path leads to another file than before; no connection to it is open.</summary>
    public bool IsReplaced(string file) => InodeOf(file) is not 0 and var inode && firstSeen.GetOrAdd(file, inode) != inode;

    /// <summary>The error of what would be lost with a file; temporary, because the file may be put back.</summary>
    public static SqliteException Lost() => new("The database file was deleted or replaced.", SQLITE_IOERR);

    // The number of a file in its file system, which no other file gets while the shop has this one open. Elsewhere only the absence of a file shows.
    private static ulong InodeOf(string file) =>
        !OperatingSystem.IsLinux() ? Convert.ToUInt64(File.Exists(file))
        : GetStatus(CurrentDirectory, file, 0, InodeMask, out var status) == 0 ? status.Inode
        : 0;

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetStatus(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out FileStatus status);

    // One probe for all modules of the process.
    private string? FindSpaceProblem()
    {
        lock (gate)
        {
            if (probedAt == 0 || TimeProvider.System.GetElapsedTime(probedAt) > ProbeInterval)
            {
                (probed, probedAt) = (Probe(), TimeProvider.System.GetTimestamp());
            }

            return probed;
        }
    }

    private string? Probe()
    {
        var probe = Path.Combine(dataDirectory, $".space-{Environment.ProcessId}");
        try
        {
            using var file = new FileStream(probe, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose, BufferSize = 0 });
            file.Write(new byte[ProbeBytes]);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{dataDirectory} is full or cannot be written";
        }
    }

    // struct statx of Linux, the same on all processors.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileStatus
    {
        [FieldOffset(32)]
        public ulong Inode;
    }
}
