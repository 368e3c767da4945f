namespace AstronomyShop.Modules.Storefront.Requests;

/// <param name="Field">The name of the field in the API: <c>item.productId</c>.</param>
/// <param name="Problem">The text that follows the field name in a message. Never the value, which may be a card number.</param>
internal sealed record FieldProblem(string Field, string Problem);
