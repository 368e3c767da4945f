using AstronomyShop.Contracts;
using AstronomyShop.Modules.Payment;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.Tests.Testing;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.Payment;

public sealed class ChargeIdempotencyTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 2, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly DataFolder data = new();
    private ShopUnderTest shop = null!;
    private PaymentService.PaymentServiceClient payments = null!;

    public static TheoryData<ChargeRequest> OtherRequests { get; } = new()
    {
        TestCards.Charge(units: 58),
        TestCards.Charge(nanos: 80_000_001),
        TestCards.Charge(currency: "EUR"),
        TestCards.Charge("4532-4211-7434-1278"),
        new ChargeRequest { Amount = TestCards.Charge().Amount, CreditCard = TestCards.Card(month: 2) },
        new ChargeRequest { Amount = TestCards.Charge().Amount, CreditCard = TestCards.Card(year: 2038) },
    };

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        data.Dispose();
    }

    [Fact]
    public async Task The_same_request_under_the_same_key_returns_the_same_transaction()
    {
        var first = await Charging("order-1");
        var second = await Charging("order-1", TestCards.Charge("4432 8015 6152 0454"));

        second.TransactionId.Should().Be(first.TransactionId);
        Rows().Should().Equal("order-1");
    }

    [Fact]
    public async Task Two_keys_are_two_charges()
    {
        var first = await Charging("order-1");
        var second = await Charging("order-2");

        second.TransactionId.Should().NotBe(first.TransactionId);
        Rows().Should().BeEquivalentTo("order-1", "order-2");
    }

    [Fact]
    public async Task Without_a_key_every_call_charges()
    {
        var first = await payments.ChargeAsync(TestCards.Charge(), cancellationToken: TestCancellation);
        var second = await payments.ChargeAsync(TestCards.Charge(), cancellationToken: TestCancellation);

        second.TransactionId.Should().NotBe(first.TransactionId);
        Rows().Should().HaveCount(2).And.OnlyContain(key => key.Length == 36);
    }

    [Theory]
    [MemberData(nameof(OtherRequests), DisableDiscoveryEnumeration = true)]
    public async Task Another_request_under_a_used_key_is_rejected(ChargeRequest other)
    {
        await Charging("order-1");

        await RejectedCall.NamingAsync(Charging("order-1", other), IdempotencyKey.Header);

        Rows().Should().HaveCount(1);
    }

    [Fact]
    public async Task Twenty_racing_charges_under_one_key_are_one_charge()
    {
        // Many rounds, because in a single one the first call may end before the others have started.
        var keys = Enumerable.Range(0, 20).Select(number => $"order-{number}").ToList();
        foreach (var key in keys)
        {
            var charges = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => await Charging(key)));

            charges.Select(charge => charge.TransactionId).Distinct().Should().HaveCount(1);
        }

        Rows().Should().BeEquivalentTo(keys);
    }

    [Fact]
    public async Task Of_two_racing_requests_under_one_key_one_is_charged_and_the_other_is_rejected()
    {
        var calls = Enumerable.Range(0, 20).Select(number => Charging("order-1", TestCards.Charge(units: 57 + (number % 2)))).ToList();
        var refusals = await Task.WhenAll(calls.Select(async call => await Record.ExceptionAsync(() => call.ResponseAsync)));

        refusals.Count(refusal => refusal is null).Should().Be(10);
        refusals.Where(refusal => refusal is not null).Should().AllBeOfType<RpcException>()
            .And.OnlyContain(refusal => ((RpcException)refusal!).StatusCode == StatusCode.InvalidArgument);
        Rows().Should().HaveCount(1);
    }

    [Fact]
    public async Task A_charge_is_returned_again_after_a_restart_and_after_the_card_expired()
    {
        var before = await Charging("order-1");
        await shop.DisposeAsync();
        clock.SetUtcNow(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await OpenAsync();

        (await Charging("order-1")).TransactionId.Should().Be(before.TransactionId);
        await RejectedCall.NamingAsync(Charging("order-1", TestCards.Charge(units: 58)), IdempotencyKey.Header);
        await RejectedCall.BecauseAsync(Charging("order-2"), "card-expired");
    }

    [Fact]
    public async Task A_key_stays_unused_when_the_card_is_declined()
    {
        await RejectedCall.BecauseAsync(Charging("order-1", TestCards.Charge("4432-8015-6152-0455")), "card-number-invalid");

        await Charging("order-1");

        Rows().Should().Equal("order-1");
    }

    [Fact]
    public async Task The_ledger_holds_the_exact_amount_and_the_brand_and_last_four_digits_of_the_card()
    {
        var charge = await Charging("order-1", TestCards.Charge(units: 9_007_199_254_740_993, nanos: 10_000_000, currency: "KRW"));

        DataFolder.Read(
            data.Path,
            "payment",
            """
            SELECT transaction_id || '|' || currency_code || '|' || units || '|' || nanos || '|' || card_brand
                || '|' || card_last_four || '|' || charged_at
            FROM ledger
            """)
            .Should().Equal($"{charge.TransactionId}|KRW|9007199254740993|10000000|visa|0454|{clock.GetUtcNow().ToUnixTimeMilliseconds()}");
    }

    private async ValueTask OpenAsync()
    {
        shop = await ShopUnderTest.StartAsync(
            [new PaymentModule()], dataDirectory: data.Path, configure: services => services.AddSingleton<TimeProvider>(clock));
        payments = shop.Client(channel => new PaymentService.PaymentServiceClient(channel));
    }

    private AsyncUnaryCall<ChargeResponse> Charging(string key, ChargeRequest? request = null) =>
        payments.ChargeAsync(request ?? TestCards.Charge(), new CallOptions(cancellationToken: TestCancellation).WithIdempotencyKey(key));

    private IReadOnlyList<string> Rows() => DataFolder.Read(data.Path, "payment", "SELECT idempotency_key FROM ledger");
}
