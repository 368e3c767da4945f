using System.Text.Json;
using AstronomyShop.Modules.Flags.Document;
using AstronomyShop.Modules.Flags.Editing;
using AstronomyShop.SharedKernel.FeatureFlags;

namespace AstronomyShop.Modules.Flags.Pages;

/// <summary>One flag, with what it does and its variants.</summary>
internal sealed record FlagCardModel(Flag Flag)
{
    // The shipped document has all problems turned off.
    private static readonly FlagDocument Shipped = FlagDocument.Parse(FlagFile.ShippedDocument);

    public string? Chosen { get; } = FlagSelection.Of(Flag);

    public FlagGuide? Guide => FlagGuide.Of(Flag.Key);

    public bool IsModified => Shipped.Flags.GetValueOrDefault(Flag.Key) is { } shipped && FlagSelection.Of(shipped) != Chosen;

    public string? Description =>
        Flag.Json.TryGetProperty("description", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
