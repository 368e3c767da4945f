using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Split.WholeShop;

public sealed class InProcessesOfItsOwn(SplitShop split)
{
    private const string Flashlight = "LS4PSXUNUM";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_shop_sells_books_and_passes_its_audit()
    {
        var shop = await split.Open();
        var customer = new Customer(shop.Web);
        await customer.Add(Flashlight, 2);

        var order = await customer.Buy();

        ((string)order["orderId"]!).Should().NotBeEmpty();
        (await customer.Cart()).Should().BeEmpty();
        await Audited(shop, audit => (int)audit["booked"]! == (int)audit["orders"]! && (int)audit["orders"]! > 0);
    }

    [Fact]
    public async Task With_nothing_configured_a_purchase_is_one_trace_in_the_observatory_of_all()
    {
        var shop = await split.Open();
        var customer = new Customer(shop.Web);
        await customer.Add(Flashlight);

        await customer.Buy();

        await Eventually.Holds("one trace has eleven services", async _ => await MostServicesInATrace(shop) >= 11, Patience, Test);
        (await shop.Management.GetStringAsync("/observatory/", Test)).Should().Contain("/api/checkout");
        shop.Output.Should().Contain(line => line.StartsWith("The Astronomy Shop is running in", StringComparison.Ordinal))
            .And.Contain($"  telemetry   {shop.Management.BaseAddress}observatory/");
    }

    [Fact]
    public async Task Without_ads_everything_else_goes_on_and_ads_come_back()
    {
        var shop = await split.Open();
        var customer = new Customer(shop.Web);
        (await customer.Read("/api/data?contextKeys=telescopes")).AsArray().Should().NotBeEmpty();

        var restart = await split.Kill("Ad");

        (await customer.Read("/api/data?contextKeys=telescopes")).AsArray().Should().BeEmpty();
        using (var page = await shop.Web.GetAsync("/", Test))
        {
            page.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        await customer.Add(Flashlight);
        await customer.Buy();
        (await shop.IsReady(Test)).Should().BeFalse("one process is missing");

        await restart();
        await Eventually.Holds(
            "ads are back", async _ => (await customer.Read("/api/data?contextKeys=telescopes")).AsArray().Count > 0, Patience, Test);
    }

    [Fact]
    public async Task Without_payment_nothing_is_sold_and_the_cart_is_kept()
    {
        var shop = await split.Open();
        var customer = new Customer(shop.Web);
        await customer.Add(Flashlight, 3);

        var restart = await split.Kill("Payment");

        using (var refused = await customer.Checkout(Test))
        {
            refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        }

        ((int)(await customer.Cart()).Single()!["quantity"]!).Should().Be(3);
        using (var undecided = await shop.Management.GetAsync("/audit", Test))
        {
            undecided.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable, "nobody can say what was charged");
        }

        await restart();
        await Eventually.Holds("it is sold again", async _ => (await customer.Checkout(Test)).IsSuccessStatusCode, Patience, Test);
        await Audited(shop, audit => (bool)audit["holds"]!);
    }

    [Fact]
    public async Task Without_flags_it_is_sold_all_the_same_and_each_process_says_so_once()
    {
        const string Away = "Flag service is not reachable; the last known flag values stay in effect";
        var shop = await split.Open();
        var customer = new Customer(shop.Web);
        await customer.Add(Flashlight);
        await customer.Buy();
        await customer.Add(Flashlight);

        var restart = await split.Kill("Flags");

        await Eventually.Holds("most processes say that flags are away", _ => Task.FromResult(Said().Count() > 10), Patience, Test);
        await customer.Buy();
        Said().GroupBy(line => line.Split('|')[0]).Should().OnlyContain(process => process.Count() == 1);
        await restart();

        IEnumerable<string> Said() => shop.Output.Where(line => line.Contains(Away, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_flag_that_is_turned_at_the_door_is_followed_by_the_others()
    {
        var shop = await split.Open();
        var customer = new Customer(shop.Web);
        await customer.Add(Flashlight);

        await Turn(shop, "paymentUnreachable", "on");
        await Eventually.Holds(
            "payment cannot be reached",
            async token =>
            {
                using var refused = await customer.Checkout(token);
                await customer.Add(Flashlight);
                return refused.StatusCode == HttpStatusCode.ServiceUnavailable;
            },
            Patience,
            Test);

        await Turn(shop, "paymentUnreachable", "off");
        await Eventually.Holds("it is sold again", async token => (await customer.Checkout(token)).IsSuccessStatusCode, Patience, Test);
    }

    private static async Task<int> MostServicesInATrace(ShopProcess shop)
    {
        var found = await shop.Management.GetFromJsonAsync<JsonNode>("/jaeger/ui/api/traces?service=checkout&limit=20&lookback=1h", Test);
        return found!["data"]!.AsArray()
            .Select(trace => trace!["processes"]!.AsObject().Select(process => (string)process.Value!["serviceName"]!).Distinct().Count())
            .DefaultIfEmpty()
            .Max();
    }

    private static async Task Turn(ShopProcess shop, string flag, string variant)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/feature/choose") { Content = new FormUrlEncodedContent([new("flag", flag), new("variant", variant)]) };
        request.Headers.Authorization = new("Bearer", SplitShop.FlagToken);
        using var answer = await shop.Web.SendAsync(request, Test);
        answer.StatusCode.Should().BeOneOf(HttpStatusCode.Redirect, HttpStatusCode.OK, HttpStatusCode.SeeOther);
    }

    private static Task Audited(ShopProcess shop, Func<JsonNode, bool> holds) =>
        Eventually.Holds(
            "the audit holds",
            async token =>
            {
                using var answer = await shop.Management.GetAsync("/audit", token);
                return answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync<JsonNode>(token) is { } audit && (bool)audit["holds"]! && holds(audit);
            },
            Patience,
            Test);
}
