namespace AstronomyShop.Modules.Storefront.OpenApi;

/// <summary>The problem details (RFC 9457) of a request that failed.</summary>
/// <param name="Title">The name of the status.</param>
/// <param name="Status">The status of the response.</param>
/// <param name="Detail">What went wrong, for people. It never repeats a card number or an address.</param>
/// <param name="Type">A link to the definition of the status.</param>
/// <param name="Field">The invalid field of the request, or the first of several.</param>
/// <param name="Reason">The violated rule, for programs: <c>card-expired</c>, <c>cart-empty</c>.</param>
/// <param name="Errors">The problems of each invalid field, where there are several or where the field is one of the card.</param>
internal sealed record ProblemResponse(
    string Title, int Status, string Detail, string? Type = null, string? Field = null, string? Reason = null, IReadOnlyDictionary<string, string[]>? Errors = null);
