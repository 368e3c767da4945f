using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Split.Ending;

public sealed class UnderLoad
{
    private const int Customers = 8;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory, InlineData(""), InlineData("--split")]
    public async Task A_shop_that_is_told_to_end_finishes_what_it_accepted(string shape)
    {
        using var data = new DataDirectory();
        string[] arguments = [data.Argument, .. shape.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var shop = ShopProcess.Start(typeof(Host.Shop), arguments);
        await using var _ = shop;
        await shop.Ready(Test);
        var warm = new Customer(shop.Web);
        await warm.Add("LS4PSXUNUM");
        await warm.Buy();

        var loads = Enumerable.Range(0, Customers).Select(_ => Load.Start(shop.Web.BaseAddress!)).ToList();
        await Eventually.Holds("all buy", _ => Task.FromResult(loads.TrueForAll(load => load.Placed > 0)), TimeSpan.FromSeconds(60), Test);
        var told = Stopwatch.GetTimestamp();
        shop.Terminate();

        (await shop.Ended(Test)).Should().Be(0, string.Join(" / ", shop.Errors));
        Stopwatch.GetElapsedTime(told).Should().BeLessThan(TimeSpan.FromSeconds(10));
        var cut = await Task.WhenAll(loads.Select(load => load.Ended));
        cut.Should().NotContain(true, "an answer that has begun is finished");
        await HasExactlyWhatWasAnswered(data, 1 + loads.Sum(load => load.Placed));
    }

    // Every order a customer was told of is there, and no order is there that none was told of.
    private static async Task HasExactlyWhatWasAnswered(DataDirectory data, int answered)
    {
        await using var later = ShopProcess.Start(typeof(Host.Shop), [data.Argument]);
        await later.Ready(Test);
        var audit = (await later.Management.GetFromJsonAsync<JsonNode>("/audit", Test))!;
        ((int)audit["orders"]!).Should().Be(answered);
        ((bool)audit["holds"]!).Should().BeTrue(audit.ToJsonString());
    }

    /// <summary>A customer who buys until the shop takes no more.</summary>
    private sealed class Load
    {
        private int placed;

        public int Placed => placed;

        /// <summary>True if an answer was refused or broke off after the shop had accepted the request.</summary>
        public Task<bool> Ended { get; private set; } = null!;

        public static Load Start(Uri web)
        {
            var load = new Load();
            load.Ended = load.Buy(web);
            return load;
        }

        private async Task<bool> Buy(Uri web)
        {
            using var client = new HttpClient { BaseAddress = web };
            while (true)
            {
                var customer = new Customer(client);
                try
                {
                    await customer.Add("LS4PSXUNUM");
                    using var answer = await customer.Checkout();
                    if (!answer.IsSuccessStatusCode)
                    {
                        return true;
                    }

                    Interlocked.Increment(ref placed);
                }
                catch (HttpRequestException closed) when (closed.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded)
                {
                    // Nothing was accepted, if the orders agree.
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
