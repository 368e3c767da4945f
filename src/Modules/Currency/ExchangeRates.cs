using System.Collections.Frozen;

namespace AstronomyShop.Modules.Currency;

/// <summary>Units of each currency per euro. The table is the public shop's and never changes, so that demos are comparable.</summary>
internal static class ExchangeRates
{
    private static readonly FrozenDictionary<string, decimal> PerEuro = new Dictionary<string, decimal>
    {
        ["EUR"] = 1.0m,
        ["USD"] = 1.1305m,
        ["JPY"] = 126.40m,
        ["BGN"] = 1.9558m,
        ["CZK"] = 25.592m,
        ["DKK"] = 7.4609m,
        ["GBP"] = 0.85970m,
        ["HUF"] = 315.51m,
        ["PLN"] = 4.2996m,
        ["RON"] = 4.7463m,
        ["SEK"] = 10.5375m,
        ["CHF"] = 1.1360m,
        ["ISK"] = 136.80m,
        ["NOK"] = 9.8040m,
        ["HRK"] = 7.4210m,
        ["RUB"] = 74.4208m,
        ["TRY"] = 6.1247m,
        ["AUD"] = 1.6072m,
        ["BRL"] = 4.2682m,
        ["CAD"] = 1.5128m,
        ["CNY"] = 7.5857m,
        ["HKD"] = 8.8743m,
        ["IDR"] = 15999.40m,
        ["ILS"] = 4.0875m,
        ["INR"] = 79.4320m,
        ["KRW"] = 1275.05m,
        ["MXN"] = 21.7999m,
        ["MYR"] = 4.6289m,
        ["NZD"] = 1.6679m,
        ["PHP"] = 59.083m,
        ["SGD"] = 1.5349m,
        ["THB"] = 36.012m,
        ["ZAR"] = 16.0583m,
    }.ToFrozenDictionary();

    /// <summary>The codes of all supported currencies.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. PerEuro.Keys.Order(StringComparer.Ordinal)];

    public static bool TryFind(string currency, out decimal perEuro) => PerEuro.TryGetValue(currency, out perEuro);
}
