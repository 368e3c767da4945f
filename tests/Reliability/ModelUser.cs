using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;

namespace AstronomyShop.Tests.Reliability;

/// <summary>The model of one shopper: what should be in the cart, and what was ordered.</summary>
internal sealed class ModelUser(ModelShop shop)
{
    private readonly List<OrderResult> orders = [];
    private string key = Guid.NewGuid().ToString();
    private string currency = "EUR";

    public ModelShop Shop => shop;

    public string UserId { get; } = Guid.NewGuid().ToString();

    public Dictionary<string, int> Cart { get; } = [];

    /// <summary>The order that was placed under the current key; null if there is none.</summary>
    public OrderResult? LastOrder { get; private set; }

    public async Task AddAsync(string product, int quantity)
    {
        await shop.Carts.AddItemAsync(new AddItemRequest { UserId = UserId, Item = new CartItem { ProductId = product, Quantity = quantity } });
        ChangeCart(product, quantity);
    }

    /// <summary>Changes only the cart of the model.</summary>
    public void ChangeCart(string product, int quantity)
    {
        Cart[product] = Math.Max(0, Cart.GetValueOrDefault(product) + quantity);
        if (Cart[product] == 0)
        {
            Cart.Remove(product);
        }
    }

    public void StartNewOrder(string paysIn) => (key, currency, LastOrder) = (Guid.NewGuid().ToString(), paysIn, null);

    public async Task<OrderResult> PlaceOrderAsync(Action<PlaceOrderRequest>? but = null)
    {
        var request = new PlaceOrderRequest
        {
            UserId = UserId,
            UserCurrency = currency,
            Email = "someone@example.com",
            Address = new Address { City = "Benatky", Country = "Czechia" },
            CreditCard = new CreditCardInfo { CreditCardNumber = "4432-8015-6152-0454", CreditCardCvv = 672, CreditCardExpirationYear = 2039, CreditCardExpirationMonth = 1 },
        };
        but?.Invoke(request);
        return (await shop.Checkout.PlaceOrderAsync(request, new CallOptions().WithIdempotencyKey(key))).Order;
    }

    public static async Task<StatusCode> RejectedAsync(Task<OrderResult> requested) =>
        (await requested.Awaiting(response => response).Should().ThrowAsync<RpcException>()).Which.StatusCode;

    /// <summary>Asserts that the whole cart was ordered in the chosen currency, and records the order.</summary>
    public void RecordOrder(OrderResult order)
    {
        order.Items.ToDictionary(line => line.Item.ProductId, line => line.Item.Quantity).Should().Equal(Cart);
        order.Items.Should().OnlyContain(line => line.Cost.CurrencyCode == currency);
        LastOrder = order;
        orders.Add(order);
        Cart.Clear();
    }

    public async Task CheckStateAsync()
    {
        var cart = await shop.Carts.GetCartAsync(new GetCartRequest { UserId = UserId });
        cart.Items.ToDictionary(line => line.ProductId, line => line.Quantity).Should().BeEquivalentTo(Cart);
        foreach (var order in orders)
        {
            (await shop.Checkout.GetOrderAsync(new GetOrderRequest { OrderId = order.OrderId })).Order.Should().Be(order);
        }

        (await shop.AuditAsync()).Should().Match<AuditResult>(audit => audit.Holds);
    }
}
