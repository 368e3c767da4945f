using System.Globalization;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>Compares pages that are rendered from running modules with the API requests that return the same data.</summary>
internal static class PageMeasurement
{
    private const int Users = 4;
    private const int Turns = 3;
    private const string Product = "LS4PSXUNUM";

    // Each page, and the API requests for the same data, with a session, a cart, and prices that are converted.
    private static readonly (string Name, string[] Paths)[] PageSets =
    [
        ("GET /", ["/"]),
        ("the same by /api", ["/api/products?currencyCode=EUR"]),
        ("GET /product/{id}", [$"/product/{Product}"]),
        ("the same by /api", [$"/api/products/{Product}?currencyCode=EUR", $"/api/recommendations?productIds={Product}&currencyCode=EUR", "/api/data?contextKeys=accessories"]),
    ];

    public static async Task MeasureAsync(TimeSpan turn)
    {
        using var shop = await MeasuredShop.OpenAsync("one process");
        foreach (var (_, paths) in PageSets)
        {
            await shop.LoadAsync(web => AskAsync(web, paths), turn, Users);
        }

        Console.WriteLine("| request | per second | p50 ms | p99 ms | CPU us per visit |");
        Console.WriteLine("|---|---|---|---|---|");
        var loads = PageSets.Select(_ => new List<LoadResult>()).ToArray();
        for (var taken = 0; taken < Turns; taken++)
        {
            foreach (var ((_, paths), taking) in PageSets.Zip(loads))
            {
                taking.Add(await shop.LoadAsync(web => AskAsync(web, paths), turn, Users));
            }
        }

        foreach (var ((name, _), taken) in PageSets.Zip(loads))
        {
            var load = LoadResult.Together(taken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {load.PerSecond:F0} | {load.Percentile(0.5):F1} | {load.Percentile(0.99):F1} | {load.CpuPerVisit * 1000:F0} |"));
        }
    }

    private static async Task AskAsync(HttpClient web, string[] paths)
    {
        foreach (var path in paths)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Cookie", "shop=6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1.EUR");
            using var response = await web.SendAsync(request);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync();
        }
    }
}
