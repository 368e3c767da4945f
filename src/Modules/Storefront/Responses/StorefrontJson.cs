using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AstronomyShop.Modules.Storefront.Responses;

/// <summary>How answers are written: camelCase, every field that has a value, absent messages left out.</summary>
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

        // The public shop writes € and ' as they are. An answer is JSON by its content type and never a part of a page.
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }
}
