using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Split.WholeShop;

public sealed class SplitShopTests(SplitShopFixture split)
{
    private const string Flashlight = "LS4PSXUNUM";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_split_shop_places_and_books_orders_and_passes_its_audit()
    {
        var shop = await split.OpenAsync();
        var customer = new Customer(shop.Web);
        await customer.AddAsync(Flashlight, 2);

        var order = await customer.PlaceOrderAsync();

        ((string)order["orderId"]!).Should().NotBeEmpty();
        (await customer.CartAsync()).Should().BeEmpty();
        await WaitForAuditAsync(shop, audit => (int)audit["booked"]! == (int)audit["orders"]! && (int)audit["orders"]! > 0);
    }

    [Fact]
    public async Task Without_configuration_a_purchase_is_one_trace_in_the_shared_observatory()
    {
        var shop = await split.OpenAsync();
        var customer = new Customer(shop.Web);
        await customer.AddAsync(Flashlight);

        await customer.PlaceOrderAsync();

        await Eventually.HoldsAsync("one trace has eleven services", async _ => await MostServicesInATraceAsync(shop) >= 11, Timeout, TestCancellation);
        (await shop.Management.GetStringAsync("/observatory/", TestCancellation)).Should().Contain("/api/checkout");
        shop.Output.Should().Contain(line => line.StartsWith("The Astronomy Shop is running in", StringComparison.Ordinal))
            .And.Contain($"  telemetry   {shop.Management.BaseAddress}observatory/");
    }

    [Fact]
    public async Task Without_ads_other_functions_work_and_ads_recover()
    {
        var shop = await split.OpenAsync();
        var customer = new Customer(shop.Web);
        (await customer.ReadJsonAsync("/api/data?contextKeys=telescopes")).AsArray().Should().NotBeEmpty();

        var restart = await split.KillAsync("Ad");

        (await customer.ReadJsonAsync("/api/data?contextKeys=telescopes")).AsArray().Should().BeEmpty();
        using (var page = await shop.Web.GetAsync("/", TestCancellation))
        {
            page.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        await customer.AddAsync(Flashlight);
        await customer.PlaceOrderAsync();
        (await shop.IsReadyAsync(TestCancellation)).Should().BeFalse("one process is missing");

        await restart();
        await Eventually.HoldsAsync(
            "ads are available again", async _ => (await customer.ReadJsonAsync("/api/data?contextKeys=telescopes")).AsArray().Count > 0, Timeout, TestCancellation);
    }

    [Fact]
    public async Task Without_payment_orders_fail_and_the_cart_is_kept()
    {
        var shop = await split.OpenAsync();
        var customer = new Customer(shop.Web);
        await customer.AddAsync(Flashlight, 3);

        var restart = await split.KillAsync("Payment");

        using (var refused = await customer.CheckoutAsync(TestCancellation))
        {
            refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        }

        ((int)(await customer.CartAsync()).Single()!["quantity"]!).Should().Be(3);
        using (var undecided = await shop.Management.GetAsync("/audit", TestCancellation))
        {
            undecided.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable, "the outcome of the charge is unknown");
        }

        await restart();
        await Eventually.HoldsAsync("the order is placed", async _ => (await customer.CheckoutAsync(TestCancellation)).IsSuccessStatusCode, Timeout, TestCancellation);
        await WaitForAuditAsync(shop, audit => (bool)audit["holds"]!);
    }

    [Fact]
    public async Task Without_flags_orders_succeed_and_each_process_logs_it_once()
    {
        const string Away = "Flag service is not reachable; the last known flag values stay in effect";
        var shop = await split.OpenAsync();
        var customer = new Customer(shop.Web);
        await customer.AddAsync(Flashlight);
        await customer.PlaceOrderAsync();
        await customer.AddAsync(Flashlight);

        // Some processes may have logged the line during a slow start too.
        var linesBefore = shop.Output.Count;
        var restart = await split.KillAsync("Flags");

        await Eventually.HoldsAsync("most processes log that the flag service is not reachable", _ => Task.FromResult(Said().Count() > 10), Timeout, TestCancellation);
        await customer.PlaceOrderAsync();
        Said().GroupBy(line => line.Split('|')[0]).Should().OnlyContain(process => process.Count() == 1);
        await restart();

        IEnumerable<string> Said() => shop.Output.Skip(linesBefore).Where(line => line.Contains(Away, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_flag_changed_at_the_edge_takes_effect_in_the_other_processes()
    {
        var shop = await split.OpenAsync();
        try
        {
            await SetFlagAsync(shop, "paymentUnreachable", "on");
            await Eventually.HoldsAsync("payment cannot be reached", async cancellationToken => await OrderAsync(shop, cancellationToken) == HttpStatusCode.ServiceUnavailable, Timeout, TestCancellation);
        }
        finally
        {
            await SetFlagAsync(shop, "paymentUnreachable", "off");
        }

        await Eventually.HoldsAsync("orders are accepted again", async cancellationToken => await OrderAsync(shop, cancellationToken) == HttpStatusCode.OK, Timeout, TestCancellation);
    }

    // Each order has a new key: a repeated key would return the order that was placed before the flag took effect.
    private static async Task<HttpStatusCode> OrderAsync(ShopProcess shop, CancellationToken cancellationToken)
    {
        var customer = new Customer(shop.Web);
        await customer.AddAsync(Flashlight);
        using var response = await customer.CheckoutAsync(cancellationToken);
        return response.StatusCode;
    }

    private static async Task<int> MostServicesInATraceAsync(ShopProcess shop)
    {
        var found = await shop.Management.GetFromJsonAsync<JsonNode>("/jaeger/ui/api/traces?service=checkout&limit=20&lookback=1h", TestCancellation);
        return found!["data"]!.AsArray()
            .Select(trace => trace!["processes"]!.AsObject().Select(process => (string)process.Value!["serviceName"]!).Distinct().Count())
            .DefaultIfEmpty()
            .Max();
    }

    private static async Task SetFlagAsync(ShopProcess shop, string flag, string variant)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/feature/choose") { Content = new FormUrlEncodedContent([new("flag", flag), new("variant", variant)]) };
        request.Headers.Authorization = new("Bearer", SplitShopFixture.FlagToken);
        using var response = await shop.Web.SendAsync(request, TestCancellation);
        response.StatusCode.Should().BeOneOf(HttpStatusCode.Redirect, HttpStatusCode.OK, HttpStatusCode.SeeOther);
    }

    private static Task WaitForAuditAsync(ShopProcess shop, Func<JsonNode, bool> holds) =>
        Eventually.HoldsAsync(
            "the audit holds",
            async cancellationToken =>
            {
                using var response = await shop.Management.GetAsync("/audit", cancellationToken);
                return response.IsSuccessStatusCode && await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken) is { } audit && (bool)audit["holds"]! && holds(audit);
            },
            Timeout,
            TestCancellation);
}
