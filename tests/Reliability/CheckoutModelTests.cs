using AstronomyShop.Tests.Testing;
using CsCheck;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Any sequence of user actions leaves the shop in the state of a small model, and the audit holds after each step.</summary>
[Trait(LongRun.Trait, LongRun.Name)]
public sealed class CheckoutModelTests(ITestOutputHelper output)
{
    private static readonly string[] Products = ["LS4PSXUNUM", "OLJCESPC7Z", "66VCHSJNUP"];
    private static readonly string[] Currencies = ["EUR", "USD", "JPY"];
    private static readonly int Sequences = LongRun.IsRequested ? 2000 : 40;

    private static readonly Gen<ModelStep> AnyStep = Gen.Frequency(
        (6, Gen.Select(Gen.OneOf(Products), Gen.Int[1, 3]).Select((product, quantity) => (ModelStep)new ModelStep.Add(product, quantity))),
        (3, Gen.Select(Gen.OneOf(Products), Gen.Int[1, 4]).Select((product, quantity) => (ModelStep)new ModelStep.TakeOut(product, quantity))),
        (1, Gen.Const((ModelStep)new ModelStep.Empty())),
        (4, Gen.OneOf(Currencies).Select(currency => (ModelStep)new ModelStep.Buy(currency))),
        (2, Gen.OneOf(Currencies).Select(currency => (ModelStep)new ModelStep.BuyTwiceAtOnce(currency))),
        (2, Gen.OneOf(Products).Select(product => (ModelStep)new ModelStep.BuyWhileAdding(product))),
        (2, Gen.Const((ModelStep)new ModelStep.RepeatOrder())),
        (1, Gen.Const((ModelStep)new ModelStep.ReuseKeyForAnotherOrder())),
        (2, Gen.Const((ModelStep)new ModelStep.PayWithExpiredCard())),
        (1, Gen.Const((ModelStep)new ModelStep.Restart())));

    [Fact]
    public async Task Every_sequence_of_steps_ends_in_the_state_of_the_model()
    {
        await using var counter = await ModelShop.OpenAsync();
        await AnyStep.List[1, 12].SampleAsync(
            async steps =>
            {
                var shopper = new ModelUser(counter);
                foreach (var step in steps)
                {
                    await step.RunAsync(shopper);
                    await shopper.CheckStateAsync();
                }
            },
            writeLine: output.WriteLine,
            iter: Sequences,
            threads: 1,
            print: steps => string.Join(", ", steps));
    }
}
