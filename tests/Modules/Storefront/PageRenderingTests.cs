using System.Text;
using AstronomyShop.Modules.Storefront;
using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.Forms;
using AstronomyShop.Modules.Storefront.Pages;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Money = AstronomyShop.SharedKernel.Primitives.Money;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class PageRenderingTests
{
    private const string Hostile = "\"><script>alert('é')</script>&";
    private const string Encoded = "&quot;&gt;&lt;script&gt;alert(&#x27;é&#x27;)&lt;/script&gt;&amp;";

    private static readonly ProductResponse Product = new(Hostile, Hostile, Hostile, Hostile, new MoneyResponse("USD", 1, 0), [Hostile]);
    private static readonly TextAdResponse Ad = new(Hostile, Hostile);
    private static readonly PageContext Context = new(new Session(Hostile, Hostile), Hostile, [Hostile], CartLines: 1, PictureDelay: 0);

    private static readonly OrderResponse Order = new(
        Hostile,
        Hostile,
        new MoneyResponse("USD", 1, 0),
        new AddressResponse(Hostile, Hostile, Hostile, Hostile, Hostile),
        [new OrderLineResponse(new MoneyResponse("USD", 1, 0), new CartLineResponse(Hostile, 1, Product))]);

    private static readonly CheckoutFormModel Form = new(
        OrderDraft.Of(new FormCollection(OrderDraft.FieldNames.ToDictionary(field => field, _ => new StringValues(Hostile)))),
        new FormErrors(OrderDraft.FieldNames.ToDictionary(field => field, _ => Hostile), Hostile),
        Hostile,
        Year: 2030);

    private static readonly Dictionary<string, Func<Page>> Pages = new()
    {
        ["home"] = () => new HomePageModel([Product], [Hostile], new ProductFilter(Hostile, Hostile), Context).ToPage(),
        ["product"] = () => new ProductPageModel(Product, [Product], [Ad], Context).ToPage(),
        ["product with a delayed picture"] = () => new ProductPageModel(Product, [Product], [Ad], Context with { PictureDelay = 1 }).ToPage(),
        ["cart"] = () => new CartPageModel(
            new PricedCart([new PricedCartLine(Hostile, 1, Product), new PricedCartLine(Hostile, 1, null)], Money.Zero("USD"), null), Form, [Product], Context).ToPage(),
        ["empty cart"] = () => new CartPageModel(new PricedCart([], Money.Zero("USD"), null), Form, [], Context).ToPage(),
        ["confirmation"] = () => new ConfirmationPageModel(Order, [Product], [Ad], Context).ToPage(),
        ["orders"] = () => new OrdersPageModel([new PlacedOrder(Order, null)]).ToPage(),
        ["message"] = () => new MessagePageModel(400, Hostile, Hostile, Hostile).ToPage(),
    };

    public static TheoryData<string> PageNames => [.. Pages.Keys];

    [Theory, MemberData(nameof(PageNames))]
    public async Task Text_is_encoded_in_elements_and_in_attributes(string name)
    {
        var response = await WriteAsync(Pages[name](), HttpMethods.Get);

        var body = Encoding.UTF8.GetString(((MemoryStream)response.Body).ToArray());
        body.Should().Contain(Encoded);
        body.Replace(Encoded, string.Empty, StringComparison.Ordinal).Should().NotContain("alert(").And.NotContain("<script>");
    }

    [Fact]
    public async Task A_page_has_a_length_and_a_response_to_HEAD_has_the_same_length_and_no_body()
    {
        var got = await WriteAsync(Pages["home"](), HttpMethods.Get);
        var head = await WriteAsync(Pages["home"](), HttpMethods.Head);

        got.ContentLength.Should().BePositive().And.Be(got.Body.Length);
        head.ContentLength.Should().Be(got.ContentLength);
        head.Body.Length.Should().Be(0);
    }

    [Fact]
    public async Task A_page_that_fails_while_it_is_rendered_leaves_the_response_unchanged()
    {
        var context = NewContext(HttpMethods.Get);
        var page = new HomePageModel([Product, null!], [], new ProductFilter(string.Empty, string.Empty), Context).ToPage();

        await FluentActions.Awaiting(() => WriteAsync(page, context)).Should().ThrowAsync<NullReferenceException>();

        context.Response.Body.Length.Should().Be(0);
        context.Response.Headers.Should().BeEmpty();
    }

    private static DefaultHttpContext NewContext(string method) => new() { Request = { Method = method }, Response = { Body = new MemoryStream() } };

    private static async Task<HttpResponse> WriteAsync(Page page, string method)
    {
        var context = NewContext(method);
        await WriteAsync(page, context);
        return context.Response;
    }

    private static Task WriteAsync(Page page, HttpContext context) =>
        page.WriteAsync(context, Context, new FooterModel(Options.Create(new StorefrontOptions()), TimeProvider.System));
}
