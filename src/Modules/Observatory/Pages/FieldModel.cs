namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>A text field in a search form, with suggestions when there are known values.</summary>
internal sealed record FieldModel(string Label, string Name, string? Value, string Hint, IEnumerable<string>? Known = null);
