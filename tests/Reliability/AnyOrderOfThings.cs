using AstronomyShop.Tests.Testing;
using CsCheck;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Whatever shoppers do, and in whatever order, the shop ends where a model of fifty lines does, and its books hold all the while.</summary>
[Trait(LongRun.Trait, LongRun.Name)]
public sealed class AnyOrderOfThings(ITestOutputHelper output)
{
    private static readonly string[] Products = ["LS4PSXUNUM", "OLJCESPC7Z", "66VCHSJNUP"];
    private static readonly string[] Currencies = ["EUR", "USD", "JPY"];
    private static readonly int Sequences = LongRun.IsRequested ? 2000 : 40;

    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (6, Gen.Select(Gen.OneOf(Products), Gen.Int[1, 3]).Select((product, quantity) => (Step)new Step.Add(product, quantity))),
        (3, Gen.Select(Gen.OneOf(Products), Gen.Int[1, 4]).Select((product, quantity) => (Step)new Step.TakeOut(product, quantity))),
        (1, Gen.Const((Step)new Step.Empty())),
        (4, Gen.OneOf(Currencies).Select(currency => (Step)new Step.Buy(currency))),
        (2, Gen.OneOf(Currencies).Select(currency => (Step)new Step.BuyTwiceAtOnce(currency))),
        (2, Gen.OneOf(Products).Select(product => (Step)new Step.BuyWhileAdding(product))),
        (2, Gen.Const((Step)new Step.AskAgain())),
        (1, Gen.Const((Step)new Step.AskForAnother())),
        (2, Gen.Const((Step)new Step.PayWithADeadCard())),
        (1, Gen.Const((Step)new Step.Restart())));

    [Fact]
    public async Task Comes_to_what_the_model_says()
    {
        await using var counter = await Counter.Open();
        await AnyStep.List[1, 12].SampleAsync(
            async steps =>
            {
                var shopper = new ModelShopper(counter);
                foreach (var step in steps)
                {
                    await step.Take(shopper);
                    await shopper.FindsWhatItExpects();
                }
            },
            writeLine: output.WriteLine,
            iter: Sequences,
            threads: 1,
            print: steps => string.Join(", ", steps));
    }
}
