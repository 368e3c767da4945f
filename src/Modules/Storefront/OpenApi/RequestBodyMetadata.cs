namespace AstronomyShop.Modules.Storefront.OpenApi;

/// <summary>The message in the body of a request.</summary>
internal sealed record RequestBodyMetadata(Type Type);
