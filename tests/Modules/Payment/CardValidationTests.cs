using AstronomyShop.Contracts;
using AstronomyShop.Modules.Payment;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.Payment;

public sealed class CardValidationTests : IAsyncLifetime
{
    private static readonly Contracts.Money Price = new() { CurrencyCode = "USD", Units = 57, Nanos = 80_000_000 };

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 2, 28, 23, 59, 59, TimeSpan.Zero));
    private ShopUnderTest shop = null!;
    private PaymentService.PaymentServiceClient payments = null!;

    public static TheoryData<string, int> AcceptedCards { get; } = new()
    {
        { "4", 13 }, { "4", 16 }, { "4", 19 }, { "4026", 16 }, { "51", 16 }, { "55", 16 }, { "2221", 16 }, { "2500", 16 }, { "2720", 16 },
    };

    public static TheoryData<string, int, string> OtherBrands { get; } = new()
    {
        { "34", 15, "amex" }, { "37", 15, "amex" }, { "300", 14, "diners club" }, { "36", 14, "diners club" }, { "3528", 16, "jcb" },
        { "3589", 16, "jcb" }, { "6011", 16, "discover" }, { "622126", 16, "discover" }, { "65", 16, "discover" }, { "620", 16, "unionpay" },
        { "5018", 16, "maestro" }, { "6759", 13, "maestro" }, { "2200", 16, "mir" }, { "607", 16, "rupay" },
        { "2220", 16, "unknown" }, { "2721", 16, "unknown" }, { "9", 16, "unknown" }, { "00", 16, "unknown" },
    };

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.StartAsync([new PaymentModule()], configure: services => services.AddSingleton<TimeProvider>(clock));
        payments = shop.Client(channel => new PaymentService.PaymentServiceClient(channel));
    }

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Theory]
    [InlineData("4432-8015-6152-0454")]
    [InlineData("4532-4211-7434-1278")]
    [InlineData("4532-6178-2799-1951")]
    [InlineData("4539-1103-5661-7083")]
    [InlineData("4916-0816-6217-7968")]
    [InlineData("4929-5431-0337-5647")]
    [InlineData("4763-1844-9699-8031")]
    [InlineData("4929-6495-8333-3657")]
    [InlineData("4485-4803-8707-3547")]
    public async Task The_cards_of_the_public_shop_are_accepted(string number) => await MustPassAsync(TestCards.Card(number));

    [Theory]
    [MemberData(nameof(AcceptedCards))]
    public async Task Visa_and_mastercard_are_accepted(string start, int length) => await MustPassAsync(TestCards.Card(TestCards.Number(start, length)));

    [Theory]
    [MemberData(nameof(OtherBrands))]
    public async Task Other_brands_are_rejected_by_name(string start, int length, string brand)
    {
        var refusal = await RejectedCall.BecauseAsync(Paying(TestCards.Card(TestCards.Number(start, length))), "card-brand-not-accepted");

        refusal.Status.Detail.Should().Contain($" {brand};");
    }

    [Theory]
    [InlineData("4432-8015-6152-0455")]
    [InlineData("4432-8015-6152-045a")]
    [InlineData("4111")]
    [InlineData("everything")]
    public async Task A_number_with_a_wrong_checksum_is_rejected(string number) => await RejectedCall.BecauseAsync(Paying(TestCards.Card(number)), "card-number-invalid");

    [Theory]
    [InlineData("4", 14)]
    [InlineData("4", 15)]
    [InlineData("51", 15)]
    [InlineData("2221", 19)]
    public async Task A_number_of_the_wrong_length_for_its_brand_is_rejected(string start, int length) =>
        await RejectedCall.BecauseAsync(Paying(TestCards.Card(TestCards.Number(start, length))), "card-number-invalid");

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    [InlineData(-1)]
    public async Task An_invalid_month_is_rejected(int month) => await RejectedCall.BecauseAsync(Paying(TestCards.Card(month: month)), "card-month-invalid");

    [Theory]
    [InlineData(39)]
    [InlineData(999)]
    [InlineData(10000)]
    [InlineData(-2039)]
    public async Task A_year_without_four_digits_is_rejected(int year) => await RejectedCall.BecauseAsync(Paying(TestCards.Card(year: year)), "card-year-invalid");

    [Theory]
    [InlineData(-1)]
    [InlineData(10000)]
    public async Task A_security_code_with_more_than_four_digits_is_rejected(int cvv) => await RejectedCall.BecauseAsync(Paying(TestCards.Card(cvv: cvv)), "card-cvv-invalid");

    [Theory]
    [InlineData(0)]
    [InlineData(9999)]
    public async Task A_security_code_of_up_to_four_digits_is_accepted(int cvv) => await MustPassAsync(TestCards.Card(cvv: cvv));

    [Fact]
    public async Task A_card_is_valid_until_the_last_second_of_its_month()
    {
        await MustPassAsync(TestCards.Card(month: 2, year: 2027));

        clock.Advance(TimeSpan.FromSeconds(1));

        var refusal = await RejectedCall.BecauseAsync(Paying(TestCards.Card(month: 2, year: 2027)), "card-expired");
        refusal.Status.Detail.Should().Contain("****0454").And.Contain("2/2027");
        await MustPassAsync(TestCards.Card(month: 3, year: 2027));
    }

    [Theory]
    [InlineData(1, 2027)]
    [InlineData(12, 2026)]
    public async Task An_expired_card_is_rejected(int month, int year) =>
        await RejectedCall.BecauseAsync(Paying(TestCards.Card(month: month, year: year)), "card-expired");

    [Fact]
    public async Task An_incomplete_request_is_rejected_with_the_missing_field()
    {
        await RejectedCall.NamingAsync(payments.ChargeAsync(new() { CreditCard = TestCards.Card() }, cancellationToken: TestCancellation), "amount");
        await RejectedCall.NamingAsync(payments.ChargeAsync(new() { Amount = Price }, cancellationToken: TestCancellation), "credit_card");
        await RejectedCall.NamingAsync(Paying(TestCards.Card(number: " ")), "credit_card.credit_card_number");
    }

    [Theory]
    [InlineData("USD", 0, 0, "amount")]
    [InlineData("USD", -57, -80_000_000, "amount")]
    [InlineData("USD", 57, -80_000_000, "amount")]
    [InlineData("USD", 57, 1_000_000_000, "amount")]
    [InlineData("", 57, 0, "amount.currency_code")]
    [InlineData("usd", 57, 0, "amount.currency_code")]
    [InlineData("USDT", 57, 0, "amount.currency_code")]
    public async Task An_invalid_amount_is_not_charged(string currency, long units, int nanos, string field) =>
        await RejectedCall.NamingAsync(payments.ChargeAsync(TestCards.Charge(currency: currency, units: units, nanos: nanos), cancellationToken: TestCancellation), field);

    [Fact]
    public async Task A_declined_card_leaves_no_row_in_the_ledger()
    {
        await RejectedCall.BecauseAsync(Paying(TestCards.Card(month: 1, year: 2020)), "card-expired");
        await RejectedCall.BecauseAsync(Paying(TestCards.Card(TestCards.Number("34", 15))), "card-brand-not-accepted");
        await RejectedCall.BecauseAsync(Paying(TestCards.Card("4432-8015-6152-0455")), "card-number-invalid");

        DataFolder.Read(shop.DataDirectory, "payment", "SELECT idempotency_key FROM ledger").Should().BeEmpty();
    }

    private Grpc.Core.AsyncUnaryCall<ChargeResponse> Paying(CreditCardInfo card) =>
        payments.ChargeAsync(new() { Amount = Price, CreditCard = card }, cancellationToken: TestCancellation);

    private async Task MustPassAsync(CreditCardInfo card) => Guid.Parse((await Paying(card)).TransactionId).Version.Should().Be(4);
}
