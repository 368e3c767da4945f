using System.Net.Http.Json;
using System.Text.Json;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Audit;
using AstronomyShop.Modules.Payment;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Payment;

public sealed class RefundTests : IAsyncLifetime
{
    private readonly DataFolder data = new();
    private ShopUnderTest shop = null!;
    private PaymentService.PaymentServiceClient payments = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        data.Dispose();
    }

    [Fact]
    public async Task A_charge_is_refunded_once_and_the_response_stays_the_same()
    {
        await Charging("order-1");

        var first = await RefundAsync("order-1");
        var again = await RefundAsync("order-1");

        Guid.Parse(first).Version.Should().Be(4);
        again.Should().Be(first);
    }

    [Fact]
    public async Task Twenty_racing_refunds_are_one_refund()
    {
        await Charging("order-1");

        var refunds = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefundAsync("order-1")));

        refunds.Distinct().Should().HaveCount(1).And.NotContain(string.Empty);
    }

    [Fact]
    public async Task A_refunded_key_cannot_be_charged_again()
    {
        await Charging("order-1");
        await RefundAsync("order-1");

        await RejectedCall.BecauseAsync(Charging("order-1"), "refunded");
    }

    [Fact]
    public async Task A_late_charge_under_a_closed_key_is_rejected()
    {
        (await RefundAsync("order-1")).Should().BeEmpty();

        await RejectedCall.BecauseAsync(Charging("order-1"), "key-closed");
        (await RefundAsync("order-1")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_charge_concurrent_with_its_refund_is_refunded_or_rejected()
    {
        for (var order = 0; order < 10; order++)
        {
            var key = $"order-{order}";
            var charging = Charging(key);
            var refund = RefundAsync(key);
            var refusal = await Record.ExceptionAsync(() => charging.ResponseAsync);
            var refundId = await refund;

            // Either the charge came first and was refunded, or it came after the refund and was rejected.
            var cameTooLate = refusal is RpcException { Trailers: var why } && why.GetValue(RpcErrors.ReasonTrailer) == "key-closed";
            refundId.Should().HaveLength(cameTooLate ? 0 : 36);
            (await RefundAsync(key)).Should().Be(refundId);
        }

        ReadSnapshot().Should().NotContain("0");
    }

    [Fact]
    public async Task A_refund_and_a_closed_key_survive_a_restart()
    {
        await Charging("order-1");
        var refund = await RefundAsync("order-1");
        await RefundAsync("order-2");
        await shop.DisposeAsync();
        await OpenAsync();

        (await RefundAsync("order-1")).Should().Be(refund);
        await RejectedCall.BecauseAsync(Charging("order-1"), "refunded");
        await RejectedCall.BecauseAsync(Charging("order-2"), "key-closed");
    }

    [Fact]
    public async Task A_refund_without_a_key_is_rejected()
    {
        await RejectedCall.NamingAsync(payments.RefundAsync(new(), cancellationToken: TestCancellation), "idempotency_key");
        await RejectedCall.NamingAsync(payments.RefundAsync(new() { IdempotencyKey = new string('x', 201) }, cancellationToken: TestCancellation), "idempotency_key");
    }

    [Fact]
    public async Task The_audit_snapshot_contains_charges_and_refunds_and_no_closed_keys()
    {
        await Charging("order-1");
        await Charging("order-2");
        await RefundAsync("order-2");
        await RefundAsync("order-3");

        var audit = await shop.Management.GetFromJsonAsync<JsonElement>("/audit", TestCancellation);

        audit.GetProperty("charges").GetInt32().Should().Be(2);
        audit.GetProperty("refunds").GetInt32().Should().Be(1);
        audit.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("id").GetString())
            .Should().NotContain("I2", "this shop has no checkout module");
    }

    private async ValueTask OpenAsync()
    {
        shop = await ShopUnderTest.StartAsync([new AuditModule(), new PaymentModule()], dataDirectory: data.Path);
        payments = shop.Client(channel => new PaymentService.PaymentServiceClient(channel));
    }

    private AsyncUnaryCall<ChargeResponse> Charging(string key) =>
        payments.ChargeAsync(TestCards.Charge(), new CallOptions(cancellationToken: TestCancellation).WithIdempotencyKey(key));

    private async Task<string> RefundAsync(string key) => (await payments.RefundAsync(new() { IdempotencyKey = key }, cancellationToken: TestCancellation)).RefundId;

    // For each key: 1 if it has no charge or its charge was refunded, otherwise 0.
    private IReadOnlyList<string> ReadSnapshot() =>
        DataFolder.Read(data.Path, "payment", "SELECT (transaction_id IS NULL) OR (refund_id IS NOT NULL) FROM ledger");
}
