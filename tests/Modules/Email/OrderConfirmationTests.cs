using AstronomyShop.Contracts;
using AstronomyShop.Modules.Email;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Email;

public sealed class OrderConfirmationTests : IAsyncLifetime
{
    private const string Shopper = "ana.canary@example.com";

    private readonly RecordingLoggerProvider logs = new();
    private readonly RecordingActivityListener spans = new("Email");
    private readonly DataFolder data = new();
    private ShopUnderTest shop = null!;
    private EmailService.EmailServiceClient mail = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        data.Dispose();
        logs.Dispose();
        spans.Dispose();
    }

    [Fact]
    public async Task The_email_states_the_products_the_prices_and_the_address()
    {
        await ConfirmAsync(TestOrders.Order("order-1"));

        Read("recipient").Should().Equal(Shopper);
        Read("subject").Should().Equal("Your order order-1 at the Astronomy Shop");
        Read("body").Single().Should()
            .Contain("Order: order-1<br>Tracking number: track-order-1")
            .And.Contain("<p>1600 Amphitheatre Parkway<br>94043 Mountain View<br>CA<br>United States</p>")
            .And.Contain("<tr><td>LS4PSXUNUM</td><td>2</td><td>57.08 USD</td><td>114.16 USD</td></tr>\n")
            .And.Contain("<tr><td>HQTGWGPNH4</td><td>1</td><td>0.99 USD</td><td>0.99 USD</td></tr>\n</table>")
            .And.Contain("Shipping: 8.98 USD<br>Total: 124.13 USD");
    }

    [Fact]
    public async Task Prices_have_the_decimals_of_their_currency()
    {
        var order = TestOrders.Order("order-1");
        order.ShippingCost = TestOrders.Price(900, currency: "JPY");
        order.Items.Clear();
        order.Items.Add(TestOrders.Line("LS4PSXUNUM", 3, TestOrders.Price(6382, currency: "JPY")));

        await ConfirmAsync(order);

        Read("body").Single().Should().Contain("<td>6382 JPY</td><td>19146 JPY</td>").And.Contain("Shipping: 900 JPY<br>Total: 20046 JPY");
    }

    [Fact]
    public async Task External_text_is_encoded_as_HTML()
    {
        var order = TestOrders.Order("<b>1</b>");
        order.ShippingTrackingId = "\"'&";
        order.ShippingAddress.StreetAddress = "<script>alert(1)</script>";
        order.Items[0].Item.ProductId = "{0}<img src=x>";

        await ConfirmAsync(order);

        Read("body").Single().Should()
            .NotContain("<b>1").And.NotContain("<script").And.NotContain("<img")
            .And.Contain("&lt;b&gt;1&lt;/b&gt;").And.Contain("&quot;&#x27;&amp;").And.Contain("&lt;script&gt;alert(1)&lt;/script&gt;")
            .And.Contain("{0}&lt;img src=x&gt;");
    }

    [Fact]
    public async Task Empty_address_fields_leave_no_blank_line()
    {
        var order = TestOrders.Order("order-1");
        order.ShippingAddress = new Address { City = "Zurich", Country = "Switzerland" };

        await ConfirmAsync(order);

        Read("body").Single().Should().Contain("<p>Zurich<br>Switzerland</p>");
    }

    [Fact]
    public async Task An_order_without_an_address_is_confirmed_too()
    {
        var order = TestOrders.Order("order-1");
        order.ShippingAddress = null;

        await ConfirmAsync(order);

        Read("order_id").Should().Equal("order-1");
    }

    [Fact]
    public async Task An_order_is_confirmed_by_one_email_however_often_it_is_requested()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ConfirmAsync(TestOrders.Order("order-1"))));
        await ConfirmAsync(TestOrders.Order("order-2"));

        Read("order_id").Should().BeEquivalentTo("order-1", "order-2");
    }

    [Fact]
    public async Task Each_email_is_counted_once()
    {
        using var counts = new RecordingMeterListener("Email", "demo.notification.confirmations");

        await ConfirmAsync(TestOrders.Order("order-1"));
        await ConfirmAsync(TestOrders.Order("order-1"));

        counts.Measurements.Should().HaveCount(1);
    }

    [Fact]
    public async Task An_email_is_not_sent_again_after_a_restart()
    {
        await ConfirmAsync(TestOrders.Order("order-1"));
        await shop.DisposeAsync();
        await OpenAsync();
        await ConfirmAsync(TestOrders.Order("order-1"));

        Read("order_id").Should().Equal("order-1");
    }

    [Fact]
    public async Task An_incomplete_request_is_rejected_with_the_missing_field_and_no_email_is_sent()
    {
        await RejectedCall.NamingAsync(Confirming(TestOrders.Order("order-1"), to: string.Empty), "email");
        await RejectedCall.NamingAsync(Confirming(TestOrders.Order("order-1"), to: " "), "email");
        await RejectedCall.NamingAsync(Confirming(null), "order");
        await RejectedCall.NamingAsync(Confirming(TestOrders.Order(string.Empty)), "order.order_id");
        await RejectedCall.NamingAsync(Confirming(Without(order => order.ShippingCost = null)), "order.shipping_cost");
        await RejectedCall.NamingAsync(Confirming(Without(order => order.Items[1].Cost = null)), "order.items[1].cost");
        await RejectedCall.NamingAsync(Confirming(Without(order => order.Items[1].Item = null)), "order.items[1].item");
        await RejectedCall.NamingAsync(Confirming(Without(order => order.Items[0].Cost.Nanos = -1)), "order.items[0].cost");
        await RejectedCall.NamingAsync(Confirming(Without(order => order.Items[0].Cost.CurrencyCode = "EUR")), "order.items");

        Read("order_id").Should().BeEmpty();
    }

    [Fact]
    public async Task Neither_the_email_address_nor_the_postal_address_is_logged_or_traced()
    {
        await ConfirmAsync(TestOrders.Order("order-1"));
        await ConfirmAsync(TestOrders.Order("order-1"));
        await RejectedCall.NamingAsync(Confirming(Without(order => order.ShippingCost = null)), "order.shipping_cost");

        foreach (var secret in new[] { Shopper, "canary", "Amphitheatre", "Mountain View" })
        {
            logs.Lines.Concat(spans.AllText()).Should().NotContain(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }

        logs.Lines.Should().Contain(line => line.Contains("Confirmation of order order-1 sent", StringComparison.Ordinal));
        spans.AllText().Should().Contain("demo.order.id=order-1");
    }

    private static OrderResult Without(Action<OrderResult> damage)
    {
        var order = TestOrders.Order("damaged");
        damage(order);
        return order;
    }

    private async ValueTask OpenAsync()
    {
        shop = await ShopUnderTest.StartAsync([new EmailModule()], dataDirectory: data.Path, configure: logs.AddTo);
        mail = shop.Client(channel => new EmailService.EmailServiceClient(channel));
    }

    private Grpc.Core.AsyncUnaryCall<Empty> Confirming(OrderResult? order, string to = Shopper) =>
        mail.SendOrderConfirmationAsync(new() { Email = to, Order = order }, cancellationToken: TestCancellation);

    private async Task ConfirmAsync(OrderResult order) => await Confirming(order);

    private IReadOnlyList<string> Read(string column) => DataFolder.Read(data.Path, "email", $"SELECT {column} FROM mail");
}
