namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>
/// Whether the database files in a data directory can be relied on. A process keeps a file that is deleted or replaced under it: it goes on reading
/// and writing, and what it commits is gone after its end. Only the file system tells.
/// </summary>
internal sealed class SqliteFiles(string dataDirectory)
{
    private const string OpenFiles = "/proc/self/fd";
    private const string Unlinked = " (deleted)";
    private const string Log = "-wal";

    // A commit needs a few pages of the write-ahead log.
    private const int ProbeBytes = 64 * 1024;
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private long probedAt;
    private string? probed;

    /// <summary>Why commits to the file would be lost or fail; null when nothing is wrong.</summary>
    public string? FindProblem(string file) =>
        IsGone(file) ? $"{file} was deleted or replaced while the shop runs; what is committed now is lost. Stop the shop, put the file back, and start it again"
        : FindSpaceProblem();

    private static bool IsGone(string file) => !File.Exists(file) || UnlinkedFiles().Any(unlinked => unlinked == file || unlinked == file + Log);

    // Elsewhere a file that is in use cannot be deleted, or only its absence shows.
    private static IEnumerable<string> UnlinkedFiles()
    {
        if (!Directory.Exists(OpenFiles))
        {
            return [];
        }

        return Directory.EnumerateFiles(OpenFiles).Select(TargetOf).Where(target => target?.EndsWith(Unlinked, StringComparison.Ordinal) == true).Select(target => target![..^Unlinked.Length]);
    }

    private static string? TargetOf(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget;
        }
        catch (IOException)
        {
            // Closed meanwhile.
            return null;
        }
    }

    // One probe for all modules of the process.
    private string? FindSpaceProblem()
    {
        lock (gate)
        {
            if (probedAt == 0 || TimeProvider.System.GetElapsedTime(probedAt) > ProbeInterval)
            {
                probed = Probe();
                probedAt = TimeProvider.System.GetTimestamp();
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
}
