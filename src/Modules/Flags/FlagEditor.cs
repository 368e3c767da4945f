using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AstronomyShop.SharedKernel.Flags;

namespace AstronomyShop.Modules.Flags;

/// <summary>Changes the document, one change after the other. What it does not know it leaves as it is.</summary>
internal sealed class FlagEditor(FlagFile file, FlagBoard board, FlagChanges changes) : IDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SemaphoreSlim writing = new(1);

    /// <exception cref="FlagDocumentException">It is no document, or one of its rules is none.</exception>
    public async Task Replace(string text, string who, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            await Save(text, who, cancellation);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Gives everybody this variant.</summary>
    /// <returns>False when there is no such flag or variant.</returns>
    public async Task<bool> Choose(string flag, string variant, string who, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            var document = JsonNode.Parse(await file.Read(cancellation))!;
            if (!FlagChoice.Set(document, flag, variant))
            {
                return false;
            }

            await Save(document.ToJsonString(Readable), who, cancellation);
            return true;
        }
        finally
        {
            writing.Release();
        }
    }

    public void Dispose() => writing.Dispose();

    private async Task Save(string text, string who, CancellationToken cancellation)
    {
        var document = FlagDocument.Parse(text);
        if (document.Problems.FirstOrDefault() is { } problem)
        {
            throw new FlagDocumentException(problem);
        }

        var before = board.Current;
        await file.Write(text, cancellation);
        board.Hang(document);
        changes.Record(before, document, who);
    }
}
