using AstronomyShop.Modules.Accounting;
using AstronomyShop.Modules.Ad;
using AstronomyShop.Modules.Cart;
using AstronomyShop.Modules.Catalog;
using AstronomyShop.Modules.Checkout;
using AstronomyShop.Modules.Currency;
using AstronomyShop.Modules.Email;
using AstronomyShop.Modules.FraudDetection;
using AstronomyShop.Modules.Payment;
using AstronomyShop.Modules.Quote;
using AstronomyShop.Modules.Recommendation;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Primitives;
using AstronomyShop.Tests.Testing;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules;

/// <summary>Every RPC rejects text that a database cannot store, in every field and before it changes anything.</summary>
public sealed class UnstorableTextTests
{
    private static readonly IModule[] Modules =
    [
        new AccountingModule(), new AdModule(), new CartModule(), new CatalogModule(), new CheckoutModule(), new CurrencyModule(), new EmailModule(),
        new FraudDetectionModule(), new PaymentModule(), new QuoteModule(), new RecommendationModule(), new ShippingModule(),
    ];

    [Fact]
    public async Task Every_text_field_of_every_rpc_is_validated()
    {
        await using var shop = await ShopUnderTest.StartAsync(Modules);
        var methods = Modules.SelectMany(module => module.Descriptor.Serves).SelectMany(service => service.Methods).ToList();
        var fields = 0;
        foreach (var method in methods)
        {
            foreach (var (field, request) in WithNul(method.InputType, 0))
            {
                var refusal = await RejectedCall.NamingAsync(Call(shop, method, request), field);
                refusal.Status.Detail.Should().Be($"{field}: {StorableText.Problem}");
                fields++;
            }
        }

        fields.Should().BeGreaterThan(30);
    }

    [Theory]
    [InlineData("a\u0000b", false), InlineData("\u0000", false), InlineData("plain", true), InlineData("", true), InlineData("Špičák 🔭🔭", true), InlineData("\t\n\u0001", true)]
    public void Nul_cannot_be_stored(string text, bool isStorable) => StorableText.IsStorable(text).Should().Be(isStorable);

    [Fact]
    public void Half_a_surrogate_pair_cannot_be_stored()
    {
        // Not as InlineData: the test runner cannot report such strings.
        foreach (var text in (string[])["a\uD83D", "\uD83Db", "\uDD2D", "\uDD2D\uD83D", "\uD83D\uDD2D\uD83D"])
        {
            StorableText.IsStorable(text).Should().BeFalse();
        }
    }

    // One request for each text field, in which only that field is set, to a text that contains NUL.
    private static IEnumerable<(string Field, IMessage Request)> WithNul(MessageDescriptor type, int depth)
    {
        foreach (var field in type.Fields.InDeclarationOrder().Where(field => !field.IsMap && depth < 4))
        {
            var place = field.IsRepeated ? $"{field.Name}[0]" : field.Name;
            if (field.FieldType == FieldType.String)
            {
                yield return (place, With(type, field, "a\0b"));
            }
            else if (field.FieldType == FieldType.Message)
            {
                foreach (var (inner, message) in WithNul(field.MessageType, depth + 1))
                {
                    yield return ($"{place}.{inner}", With(type, field, message));
                }
            }
        }
    }

    private static IMessage With(MessageDescriptor type, FieldDescriptor field, object value)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        if (field.IsRepeated)
        {
            ((System.Collections.IList)field.Accessor.GetValue(message)).Add(value);
        }
        else
        {
            field.Accessor.SetValue(message, value);
        }

        return message;
    }

    private static AsyncUnaryCall<IMessage> Call(ShopUnderTest shop, MethodDescriptor method, IMessage request) => shop.Channel.CreateCallInvoker().AsyncUnaryCall(
        new Method<IMessage, IMessage>(MethodType.Unary, method.Service.FullName, method.Name, MarshallerOf(method.InputType), MarshallerOf(method.OutputType)),
        null,
        new CallOptions(cancellationToken: TestContext.Current.CancellationToken),
        request);

    private static Marshaller<IMessage> MarshallerOf(MessageDescriptor type) => new(message => message.ToByteArray(), type.Parser.ParseFrom);
}
