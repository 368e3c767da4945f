using AstronomyShop.Contracts;
using Grpc.Core;

namespace AstronomyShop.Tests.Reliability;

/// <summary>A user action or a restart, applied to the shop and to the model.</summary>
internal abstract record ModelStep
{
    public abstract Task RunAsync(ModelUser shopper);

    public sealed record Add(string Product, int Quantity) : ModelStep
    {
        public override Task RunAsync(ModelUser shopper) => shopper.AddAsync(Product, Quantity);
    }

    public sealed record TakeOut(string Product, int Quantity) : ModelStep
    {
        public override Task RunAsync(ModelUser shopper) => shopper.AddAsync(Product, -Quantity);
    }

    public sealed record Empty : ModelStep
    {
        public override async Task RunAsync(ModelUser shopper)
        {
            await shopper.Shop.Carts.EmptyCartAsync(new EmptyCartRequest { UserId = shopper.UserId });
            shopper.Cart.Clear();
        }
    }

    public sealed record Buy(string Currency) : ModelStep
    {
        public override async Task RunAsync(ModelUser shopper)
        {
            shopper.StartNewOrder(Currency);
            if (shopper.Cart.Count == 0)
            {
                (await ModelUser.RejectedAsync(shopper.PlaceOrderAsync())).Should().Be(StatusCode.FailedPrecondition);
                return;
            }

            shopper.RecordOrder(await shopper.PlaceOrderAsync());
        }
    }

    public sealed record BuyTwiceAtOnce(string Currency) : ModelStep
    {
        public override async Task RunAsync(ModelUser shopper)
        {
            shopper.StartNewOrder(Currency);
            if (shopper.Cart.Count == 0)
            {
                return;
            }

            var responses = await Task.WhenAll(shopper.PlaceOrderAsync(), shopper.PlaceOrderAsync());
            responses[0].Should().Be(responses[1], "one key results in one order");
            shopper.RecordOrder(responses[0]);
        }
    }

    /// <summary>An item that is added to the cart during the purchase is ordered or stays in the cart, but is not lost.</summary>
    public sealed record BuyWhileAdding(string Product) : ModelStep
    {
        public override async Task RunAsync(ModelUser shopper)
        {
            shopper.StartNewOrder("EUR");
            if (shopper.Cart.Count == 0)
            {
                return;
            }

            var requested = shopper.PlaceOrderAsync();
            await shopper.AddAsync(Product, 1);
            var order = await requested;
            var stays = shopper.Cart.Values.Sum() - order.Items.Sum(line => line.Item.Quantity);
            shopper.ChangeCart(Product, -stays);
            shopper.RecordOrder(order);
            shopper.ChangeCart(Product, stays);
        }
    }

    public sealed record RepeatOrder : ModelStep
    {
        public override async Task RunAsync(ModelUser shopper)
        {
            if (shopper.LastOrder is { } last)
            {
                (await shopper.PlaceOrderAsync()).Should().Be(last);
            }
        }
    }

    public sealed record ReuseKeyForAnotherOrder : ModelStep
    {
        public override async Task RunAsync(ModelUser shopper)
        {
            if (shopper.LastOrder is not null)
            {
                (await ModelUser.RejectedAsync(shopper.PlaceOrderAsync(order => order.Address.City = "Elsewhere"))).Should().Be(StatusCode.InvalidArgument);
            }
        }
    }

    public sealed record PayWithExpiredCard : ModelStep
    {
        public override async Task RunAsync(ModelUser shopper)
        {
            shopper.StartNewOrder("EUR");
            (await ModelUser.RejectedAsync(shopper.PlaceOrderAsync(order => order.CreditCard.CreditCardExpirationYear = 2020))).Should().Be(StatusCode.FailedPrecondition);
        }
    }

    public sealed record Restart : ModelStep
    {
        public override Task RunAsync(ModelUser shopper) => shopper.Shop.ReopenAsync();
    }
}
