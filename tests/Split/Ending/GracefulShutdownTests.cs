using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Split.Ending;

public sealed class GracefulShutdownTests
{
    private const int Customers = 8;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(""), InlineData("--split")]
    public async Task A_shop_that_shuts_down_completes_accepted_orders(string shape)
    {
        using var data = new DataDirectory();
        string[] arguments = [data.Argument, .. ShopProcess.LongDeadlines, .. shape.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var shop = ShopProcess.Start(typeof(Host.Shop), arguments);
        await using var _ = shop;
        await shop.WaitUntilReadyAsync(TestCancellation);
        var warm = new Customer(shop.Web);
        await warm.AddAsync("LS4PSXUNUM");
        await warm.PlaceOrderAsync();

        var loads = Enumerable.Range(0, Customers).Select(_ => Load.Start(shop.Web.BaseAddress!)).ToList();
        await Eventually.HoldsAsync("every simulated user has placed an order", _ => Task.FromResult(loads.TrueForAll(load => load.Placed > 0)), TimeSpan.FromSeconds(60), TestCancellation);
        var confirmed = Stopwatch.GetTimestamp();
        loads.ForEach(load => load.IsShopClosing = true);
        shop.Terminate();

        (await shop.WaitForExitAsync(TestCancellation)).Should().Be(0, string.Join(" / ", shop.Errors));
        Stopwatch.GetElapsedTime(confirmed).Should().BeLessThan(TimeSpan.FromSeconds(30), "a call may take a minute, but the shutdown does not wait that long");
        var cut = await Task.WhenAll(loads.Select(load => load.Ended));
        cut.Should().NotContain(true, "accepted requests are completed");
        await HasConfirmedOrdersAsync(data, 1 + loads.Sum(load => load.Placed), loads.Count(load => load.IsUndecided));
    }

    // The shop has every order that it confirmed and no other, except for orders that it answered with 503 and that were not repeated before the shutdown.
    private static async Task HasConfirmedOrdersAsync(DataDirectory data, int answered, int undecided)
    {
        await using var later = ShopProcess.Start(typeof(Host.Shop), [data.Argument]);
        await later.WaitUntilReadyAsync(TestCancellation);
        var audit = (await later.Management.GetFromJsonAsync<JsonNode>("/audit", TestCancellation))!;
        ((int)audit["orders"]!).Should().BeInRange(answered, answered + undecided);
        ((bool)audit["holds"]!).Should().BeTrue(audit.ToJsonString());
    }

    /// <summary>A simulated user who places orders until the shop stops.</summary>
    private sealed class Load
    {
        private int placed;

        public int Placed => placed;

        /// <summary>From now on a 503 is an error: accepted requests must be completed.</summary>
        public bool IsShopClosing { get; set; }

        /// <summary>True while the last response to the current order is a 503.</summary>
        public bool IsUndecided { get; private set; }

        /// <summary>True if a request failed or its response was interrupted after the shop had accepted it.</summary>
        public Task<bool> Ended { get; private set; } = null!;

        public static Load Start(Uri web)
        {
            var load = new Load();
            load.Ended = load.BuyAsync(web);
            return load;
        }

        private async Task<bool> BuyAsync(Uri web)
        {
            using var client = new HttpClient { BaseAddress = web };
            while (true)
            {
                var customer = new Customer(client);
                try
                {
                    await customer.AddAsync("LS4PSXUNUM");
                    do
                    {
                        using var response = await customer.CheckoutAsync();
                        IsUndecided = response.StatusCode == HttpStatusCode.ServiceUnavailable;
                        if (!response.IsSuccessStatusCode && (!IsUndecided || IsShopClosing))
                        {
                            return true;
                        }
                    }
                    while (IsUndecided);

                    Interlocked.Increment(ref placed);
                }
                catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded)
                {
                    // The shop did not accept the request. The number of orders in the audit confirms it.
                    return false;
                }
                catch (HttpRequestException)
                {
                    return true;
                }
            }
        }
    }
}
