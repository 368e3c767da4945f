namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>A selection in a search form; nothing is chosen when the value is empty.</summary>
internal sealed record ChoiceModel(string Label, string Name, string? Value, IEnumerable<string> Choices, string Any);
