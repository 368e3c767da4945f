using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Modules.Flags.Document;
using AstronomyShop.SharedKernel.FeatureFlags;

namespace AstronomyShop.Modules.Flags.Editing;

/// <summary>Changes the document, one change after the other. Fields that it does not know stay unchanged.</summary>
internal sealed class FlagEditor(FlagFile file, FlagStore store, FlagChanges changes)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="FlagDocumentException">The document, or one of its rules, is invalid.</exception>
    public async Task ReplaceAsync(string text, string author, CancellationToken cancellationToken)
    {
        await file.Publishing.WaitAsync(cancellationToken);
        try
        {
            await SaveAsync(text, author, cancellationToken);
        }
        finally
        {
            file.Publishing.Release();
        }
    }

    /// <summary>Makes a variant the value for every caller.</summary>
    /// <returns>False when the flag or the variant does not exist.</returns>
    /// <exception cref="FlagDocumentException">The document in the file is invalid.</exception>
    public async Task<bool> ChooseAsync(string flag, string variant, string author, CancellationToken cancellationToken)
    {
        await file.Publishing.WaitAsync(cancellationToken);
        try
        {
            var text = await file.ReadAsync(cancellationToken);
            _ = FlagDocument.Parse(text);
            var document = JsonNode.Parse(text)!;
            if (!FlagSelection.Set(document, flag, variant))
            {
                return false;
            }

            await SaveAsync(document.ToJsonString(Readable), author, cancellationToken);
            return true;
        }
        finally
        {
            file.Publishing.Release();
        }
    }

    private async Task SaveAsync(string text, string author, CancellationToken cancellationToken)
    {
        var document = FlagDocument.Parse(text);
        if (document.Problems.FirstOrDefault() is { } problem)
        {
            throw new FlagDocumentException(problem);
        }

        var before = store.Current;
        await file.WriteAsync(text, cancellationToken);
        store.Publish(document);
        changes.Record(before, document, author);
    }
}
