using System.Text;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Payment;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Payment;

public sealed class CardSecrecyTests
{
    private const string Cvv = "6729";

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_card_number_and_no_security_code_is_logged_traced_returned_or_stored()
    {
        using var logs = new RecordingLoggerProvider();
        using var spans = new RecordingActivityListener("Payment");
        await using var shop = await ShopUnderTest.StartAsync([new PaymentModule()], configure: logs.AddTo);
        var payments = shop.Client(channel => new PaymentService.PaymentServiceClient(channel));
        var (amex, expired, wrong) = (TestCards.Number("37", 15), TestCards.Number("5212345678901", 16), "4539148803436468");

        await payments.ChargeAsync(Request(TestCards.Card(cvv: int.Parse(Cvv, null))), cancellationToken: TestCancellation);
        var received = new[]
        {
            await RejectedCall.BecauseAsync(payments.ChargeAsync(Request(TestCards.Card(amex)), cancellationToken: TestCancellation), "card-brand-not-accepted"),
            await RejectedCall.BecauseAsync(payments.ChargeAsync(Request(TestCards.Card(expired, year: 2020)), cancellationToken: TestCancellation), "card-expired"),
            await RejectedCall.BecauseAsync(payments.ChargeAsync(Request(TestCards.Card(wrong)), cancellationToken: TestCancellation), "card-number-invalid"),
            await RejectedCall.BecauseAsync(payments.ChargeAsync(Request(TestCards.Card(year: 44328015)), cancellationToken: TestCancellation), "card-year-invalid"),
        };

        var stored = Directory.EnumerateFiles(shop.DataDirectory).Select(ReadShared).ToList();
        var everything = logs.Lines.Concat(spans.AllText()).Concat(received.Select(refusal => refusal.ToString())).Concat(stored).ToList();
        foreach (var secret in new[] { TestCards.Known, TestCards.Known[..^5], "4432801561520454", "44328015", amex, expired, wrong })
        {
            everything.Should().NotContain(text => text.Contains(secret, StringComparison.Ordinal), "only the last four digits of {0} may appear", secret);
        }

        spans.AllText().Should().NotContain(text => text.EndsWith($"={Cvv}", StringComparison.Ordinal));
        DataFolder.Read(shop.DataDirectory, "payment", "SELECT sql FROM sqlite_master WHERE sql LIKE '%cvv%'").Should().BeEmpty();
        logs.Lines.Should().Contain(line => line.Contains("****0454", StringComparison.Ordinal));
        spans.AllText().Should().Contain(["demo.payment.card_number=****0454", "demo.payment.card_type=visa", "demo.payment.amount=57.08"]);
    }

    [Fact]
    public async Task A_charge_is_counted_by_currency_and_a_repeated_one_is_not()
    {
        using var counts = new RecordingMeterListener("Payment", "demo.payment.transactions");
        await using var shop = await ShopUnderTest.StartAsync([new PaymentModule()]);
        var payments = shop.Client(channel => new PaymentService.PaymentServiceClient(channel));

        // A currency that no other test of this process charges.
        for (var repetition = 0; repetition < 3; repetition++)
        {
            await payments.ChargeAsync(TestCards.Charge(currency: "ISK"), new CallOptions(cancellationToken: TestCancellation).WithIdempotencyKey("order-1"));
        }

        counts.Measurements.Where(tags => tags.EndsWith("ISK", StringComparison.Ordinal)).Should().Equal("demo.payment.currency=ISK");
    }

    private static ChargeRequest Request(CreditCardInfo card) => new() { Amount = TestCards.Charge().Amount, CreditCard = card };

    private static string ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
