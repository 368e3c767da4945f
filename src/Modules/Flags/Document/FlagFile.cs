namespace AstronomyShop.Modules.Flags.Document;

/// <summary>The file with the document. Writes are atomic: a reader sees the old or the new document, never a part.</summary>
internal sealed class FlagFile(string path) : IDisposable
{
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>
    /// Held while the file is read or changed, until its document is published: what was read before a change must not be published after it.
    /// </summary>
    public SemaphoreSlim Publishing { get; } = new(1);

    /// <summary>The text that this process wrote last; any other content was written by another program.</summary>
    public string? Written { get; private set; }

    /// <summary>The document that is shipped with the shop.</summary>
    public static string ShippedDocument { get; } = ReadShippedDocument();

    /// <summary>Writes the shipped document if the file does not exist.</summary>
    public async Task EnsureExistsAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Path))
        {
            await WriteAsync(ShippedDocument, cancellationToken);
        }
    }

    public Task<string> ReadAsync(CancellationToken cancellationToken) => File.ReadAllTextAsync(Path, cancellationToken);

    public async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        // Follows a link instead of replacing it: a mounted file may be one.
        var target = File.Exists(Path) ? File.ResolveLinkTarget(Path, returnFinalTarget: true)?.FullName ?? Path : Path;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        var next = $"{target}.{Guid.NewGuid():N}.next";
        try
        {
            await using (var file = new FileStream(next, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            await using (var writer = new StreamWriter(file))
            {
                await writer.WriteAsync(text.AsMemory(), cancellationToken);
                await writer.FlushAsync(cancellationToken);
                file.Flush(flushToDisk: true);
            }

            Written = text;
            File.Move(next, target, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    public void Dispose() => Publishing.Dispose();

    private static string ReadShippedDocument()
    {
        using var reader = new StreamReader(typeof(FlagFile).Assembly.GetManifestResourceStream("flags.json")!);
        return reader.ReadToEnd();
    }
}
