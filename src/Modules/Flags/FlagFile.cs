namespace AstronomyShop.Modules.Flags;

/// <summary>The file that holds the document. Whoever reads it sees an old state or a new one, never a part.</summary>
internal sealed class FlagFile(string path)
{
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>What this process wrote last; whatever else stands in the file is somebody else's.</summary>
    public string? Written { get; private set; }

    /// <summary>The document the shop is shipped with.</summary>
    public static string ShippedDocument { get; } = ReadShippedDocument();

    /// <summary>Puts the shipped document where there is none yet.</summary>
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
        // Through the link and not over it: a mounted file may be one.
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

    private static string ReadShippedDocument()
    {
        using var reader = new StreamReader(typeof(FlagFile).Assembly.GetManifestResourceStream("flags.json")!);
        return reader.ReadToEnd();
    }
}
