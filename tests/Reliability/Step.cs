using AstronomyShop.Contracts;
using Grpc.Core;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Something that may happen in a shop: done there, and done to the model.</summary>
internal abstract record Step
{
    public abstract Task Take(ModelShopper shopper);

    public sealed record Add(string Product, int Quantity) : Step
    {
        public override Task Take(ModelShopper shopper) => shopper.Puts(Product, Quantity);
    }

    public sealed record TakeOut(string Product, int Quantity) : Step
    {
        public override Task Take(ModelShopper shopper) => shopper.Puts(Product, -Quantity);
    }

    public sealed record Empty : Step
    {
        public override async Task Take(ModelShopper shopper)
        {
            await shopper.Shop.Carts.EmptyCartAsync(new EmptyCartRequest { UserId = shopper.UserId });
            shopper.Cart.Clear();
        }
    }

    public sealed record Buy(string Currency) : Step
    {
        public override async Task Take(ModelShopper shopper)
        {
            shopper.ChoosesAnew(Currency);
            if (shopper.Cart.Count == 0)
            {
                (await ModelShopper.Refused(shopper.Asks())).Should().Be(StatusCode.FailedPrecondition);
                return;
            }

            shopper.Has(await shopper.Asks());
        }
    }

    public sealed record BuyTwiceAtOnce(string Currency) : Step
    {
        public override async Task Take(ModelShopper shopper)
        {
            shopper.ChoosesAnew(Currency);
            if (shopper.Cart.Count == 0)
            {
                return;
            }

            var answers = await Task.WhenAll(shopper.Asks(), shopper.Asks());
            answers[0].Should().Be(answers[1], "one key is one order");
            shopper.Has(answers[0]);
        }
    }

    /// <summary>What is put into the cart meanwhile is ordered or stays, but is not lost.</summary>
    public sealed record BuyWhileAdding(string Product) : Step
    {
        public override async Task Take(ModelShopper shopper)
        {
            shopper.ChoosesAnew("EUR");
            if (shopper.Cart.Count == 0)
            {
                return;
            }

            var asked = shopper.Asks();
            await shopper.Puts(Product, 1);
            var order = await asked;
            var stays = shopper.Cart.Values.Sum() - order.Items.Sum(line => line.Item.Quantity);
            shopper.Changes(Product, -stays);
            shopper.Has(order);
            shopper.Changes(Product, stays);
        }
    }

    public sealed record AskAgain : Step
    {
        public override async Task Take(ModelShopper shopper)
        {
            if (shopper.LastOrder is { } last)
            {
                (await shopper.Asks()).Should().Be(last);
            }
        }
    }

    public sealed record AskForAnother : Step
    {
        public override async Task Take(ModelShopper shopper)
        {
            if (shopper.LastOrder is not null)
            {
                (await ModelShopper.Refused(shopper.Asks(order => order.Address.City = "Elsewhere"))).Should().Be(StatusCode.InvalidArgument);
            }
        }
    }

    public sealed record PayWithADeadCard : Step
    {
        public override async Task Take(ModelShopper shopper)
        {
            shopper.ChoosesAnew("EUR");
            (await ModelShopper.Refused(shopper.Asks(order => order.CreditCard.CreditCardExpirationYear = 2020))).Should().Be(StatusCode.FailedPrecondition);
        }
    }

    public sealed record Restart : Step
    {
        public override Task Take(ModelShopper shopper) => shopper.Shop.Reopen();
    }
}
