namespace AstronomyShop.Modules.Storefront.Requests;

/// <param name="Field">As the API spells it: <c>item.productId</c>.</param>
/// <param name="Problem">What follows the field's name in a sentence. Never the value: it may be a card's.</param>
internal sealed record FieldProblem(string Field, string Problem);
