using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AstronomyShop.Modules.Storefront.Responses;

/// <summary>The JSON format of responses: camelCase, every field with a value, absent messages omitted.</summary>
[JsonSerializable(typeof(ProductResponse[]))]
[JsonSerializable(typeof(CartResponse))]
[JsonSerializable(typeof(OrderResponse))]
[JsonSerializable(typeof(MoneyResponse))]
[JsonSerializable(typeof(TextAdResponse[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class StorefrontJson : JsonSerializerContext
{
    public static void Configure(JsonSerializerOptions json)
    {
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.TypeInfoResolverChain.Insert(0, Default);

        // The public shop does not escape € and '. A response is JSON by its content type and never part of a page.
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }
}
