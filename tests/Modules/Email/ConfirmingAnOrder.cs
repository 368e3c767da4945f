using AstronomyShop.Contracts;
using AstronomyShop.Modules.Email;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Email;

public sealed class ConfirmingAnOrder : IAsyncLifetime
{
    private const string Shopper = "ana.canary@example.com";

    private readonly HeardLogs logs = new();
    private readonly HeardSpans spans = new("Email");
    private readonly DataFolder data = new();
    private ShopUnderTest shop = null!;
    private EmailService.EmailServiceClient mail = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => Open();

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        data.Dispose();
        logs.Dispose();
        spans.Dispose();
    }

    [Fact]
    public async Task The_mail_says_what_was_ordered_for_how_much_and_where_it_goes()
    {
        await Confirm(PlacedOrders.Order("order-1"));

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
    public async Task Prices_are_shown_in_the_coins_of_their_currency()
    {
        var order = PlacedOrders.Order("order-1");
        order.ShippingCost = PlacedOrders.Price(900, currency: "JPY");
        order.Items.Clear();
        order.Items.Add(PlacedOrders.Line("LS4PSXUNUM", 3, PlacedOrders.Price(6382, currency: "JPY")));

        await Confirm(order);

        Read("body").Single().Should().Contain("<td>6382 JPY</td><td>19146 JPY</td>").And.Contain("Shipping: 900 JPY<br>Total: 20046 JPY");
    }

    [Fact]
    public async Task What_comes_from_outside_cannot_become_part_of_the_page()
    {
        var order = PlacedOrders.Order("<b>1</b>");
        order.ShippingTrackingId = "\"'&";
        order.ShippingAddress.StreetAddress = "<script>alert(1)</script>";
        order.Items[0].Item.ProductId = "{0}<img src=x>";

        await Confirm(order);

        Read("body").Single().Should()
            .NotContain("<b>1").And.NotContain("<script").And.NotContain("<img")
            .And.Contain("&lt;b&gt;1&lt;/b&gt;").And.Contain("&quot;&#39;&amp;").And.Contain("&lt;script&gt;alert(1)&lt;/script&gt;")
            .And.Contain("{0}&lt;img src=x&gt;");
    }

    [Fact]
    public async Task Empty_fields_of_the_address_leave_no_gap()
    {
        var order = PlacedOrders.Order("order-1");
        order.ShippingAddress = new Address { City = "Zurich", Country = "Switzerland" };

        await Confirm(order);

        Read("body").Single().Should().Contain("<p>Zurich<br>Switzerland</p>");
    }

    [Fact]
    public async Task An_order_without_an_address_is_confirmed_too()
    {
        var order = PlacedOrders.Order("order-1");
        order.ShippingAddress = null;

        await Confirm(order);

        Read("order_id").Should().Equal("order-1");
    }

    [Fact]
    public async Task An_order_gets_one_mail_however_often_it_is_asked_for()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Confirm(PlacedOrders.Order("order-1"))));
        await Confirm(PlacedOrders.Order("order-2"));

        Read("order_id").Should().BeEquivalentTo("order-1", "order-2");
    }

    [Fact]
    public async Task One_mail_is_counted_once()
    {
        using var counts = new HeardCounts("Email", "demo.notification.confirmations");

        await Confirm(PlacedOrders.Order("order-1"));
        await Confirm(PlacedOrders.Order("order-1"));

        counts.Counted.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_mail_stays_sent_after_a_restart()
    {
        await Confirm(PlacedOrders.Order("order-1"));
        await shop.DisposeAsync();
        await Open();
        await Confirm(PlacedOrders.Order("order-1"));

        Read("order_id").Should().Equal("order-1");
    }

    [Fact]
    public async Task What_is_missing_is_named_and_nothing_is_sent()
    {
        await Refused.Naming(Confirming(PlacedOrders.Order("order-1"), to: string.Empty), "email");
        await Refused.Naming(Confirming(PlacedOrders.Order("order-1"), to: " "), "email");
        await Refused.Naming(Confirming(null), "order");
        await Refused.Naming(Confirming(PlacedOrders.Order(string.Empty)), "order.order_id");
        await Refused.Naming(Confirming(Without(order => order.ShippingCost = null)), "order.shipping_cost");
        await Refused.Naming(Confirming(Without(order => order.Items[1].Cost = null)), "order.items[1].cost");
        await Refused.Naming(Confirming(Without(order => order.Items[1].Item = null)), "order.items[1].item");
        await Refused.Naming(Confirming(Without(order => order.Items[0].Cost.Nanos = -1)), "order.items[0].cost");
        await Refused.Naming(Confirming(Without(order => order.Items[0].Cost.CurrencyCode = "EUR")), "order.items");

        Read("order_id").Should().BeEmpty();
    }

    [Fact]
    public async Task Neither_address_is_logged_or_traced()
    {
        await Confirm(PlacedOrders.Order("order-1"));
        await Confirm(PlacedOrders.Order("order-1"));
        await Refused.Naming(Confirming(Without(order => order.ShippingCost = null)), "order.shipping_cost");

        foreach (var secret in new[] { Shopper, "canary", "Amphitheatre", "Mountain View" })
        {
            logs.Lines.Concat(spans.Texts()).Should().NotContain(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }

        logs.Lines.Should().Contain(line => line.Contains("Confirmation of order order-1 sent", StringComparison.Ordinal));
        spans.Texts().Should().Contain("demo.order.id=order-1");
    }

    private static OrderResult Without(Action<OrderResult> damage)
    {
        var order = PlacedOrders.Order("damaged");
        damage(order);
        return order;
    }

    private async ValueTask Open()
    {
        shop = await ShopUnderTest.Start([new EmailModule()], dataDirectory: data.Path, configure: logs.ListenTo);
        mail = shop.Client(channel => new EmailService.EmailServiceClient(channel));
    }

    private Grpc.Core.AsyncUnaryCall<Empty> Confirming(OrderResult? order, string to = Shopper) =>
        mail.SendOrderConfirmationAsync(new() { Email = to, Order = order }, cancellationToken: Now);

    private async Task Confirm(OrderResult order) => await Confirming(order);

    private IReadOnlyList<string> Read(string column) => DataFolder.Read(data.Path, "email", $"SELECT {column} FROM mail");
}
