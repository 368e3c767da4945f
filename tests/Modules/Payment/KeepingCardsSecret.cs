using System.Text;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Payment;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Payment;

public sealed class KeepingCardsSecret
{
    private const string Cvv = "6729";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_number_and_no_security_code_is_logged_traced_told_or_stored()
    {
        using var logs = new HeardLogs();
        using var spans = new HeardSpans("Payment");
        await using var shop = await ShopUnderTest.Start([new PaymentModule()], configure: logs.ListenTo);
        var payments = shop.Client(channel => new PaymentService.PaymentServiceClient(channel));
        var (amex, expired, wrong) = (Cards.Number("37", 15), Cards.Number("5212345678901", 16), "4539148803436468");

        await payments.ChargeAsync(Request(Cards.Card(cvv: int.Parse(Cvv, null))), cancellationToken: Now);
        var told = new[]
        {
            await Refused.Because(payments.ChargeAsync(Request(Cards.Card(amex)), cancellationToken: Now), "card-brand-not-accepted"),
            await Refused.Because(payments.ChargeAsync(Request(Cards.Card(expired, year: 2020)), cancellationToken: Now), "card-expired"),
            await Refused.Because(payments.ChargeAsync(Request(Cards.Card(wrong)), cancellationToken: Now), "card-number-invalid"),
            await Refused.Because(payments.ChargeAsync(Request(Cards.Card(year: 44328015)), cancellationToken: Now), "card-year-invalid"),
        };

        var stored = Directory.EnumerateFiles(shop.DataDirectory).Select(ReadShared).ToList();
        var everything = logs.Lines.Concat(spans.Texts()).Concat(told.Select(refusal => refusal.ToString())).Concat(stored).ToList();
        foreach (var secret in new[] { Cards.Known, Cards.Known[..^5], "4432801561520454", "44328015", amex, expired, wrong })
        {
            everything.Should().NotContain(text => text.Contains(secret, StringComparison.Ordinal), "of {0} only the last four may be seen", secret);
        }

        spans.Texts().Should().NotContain(text => text.EndsWith($"={Cvv}", StringComparison.Ordinal));
        DataFolder.Read(shop.DataDirectory, "payment", "SELECT sql FROM sqlite_master WHERE sql LIKE '%cvv%'").Should().BeEmpty();
        logs.Lines.Should().Contain(line => line.Contains("****0454", StringComparison.Ordinal));
        spans.Texts().Should().Contain(["demo.payment.card_number=****0454", "demo.payment.card_type=visa", "demo.payment.amount=57.08"]);
    }

    [Fact]
    public async Task A_charge_is_counted_by_currency_and_a_repeated_one_is_not()
    {
        using var counts = new HeardCounts("Payment", "demo.payment.transactions");
        await using var shop = await ShopUnderTest.Start([new PaymentModule()]);
        var payments = shop.Client(channel => new PaymentService.PaymentServiceClient(channel));

        // A currency that no other test of this process charges.
        for (var repetition = 0; repetition < 3; repetition++)
        {
            await payments.ChargeAsync(Cards.Charge(currency: "ISK"), new CallOptions(cancellationToken: Now).WithIdempotencyKey("order-1"));
        }

        counts.Counted.Where(tags => tags.EndsWith("ISK", StringComparison.Ordinal)).Should().Equal("demo.payment.currency=ISK");
    }

    private static ChargeRequest Request(CreditCardInfo card) => new() { Amount = Cards.Charge().Amount, CreditCard = card };

    private static string ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
