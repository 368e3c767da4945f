using AstronomyShop.Modules.Storefront.Responses;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>Formats prices: the symbol of the currency, and the number of decimals of its minor unit.</summary>
internal static class PriceText
{
    private static readonly Dictionary<string, string> Symbols = new()
    {
        ["AUD"] = "$", ["BGN"] = "лв", ["BRL"] = "R$", ["CAD"] = "$", ["CHF"] = "CHF", ["CNY"] = "¥", ["CZK"] = "Kč", ["DKK"] = "kr",
        ["EUR"] = "€", ["GBP"] = "£", ["HKD"] = "$", ["HRK"] = "kn", ["HUF"] = "Ft", ["IDR"] = "Rp", ["ILS"] = "₪", ["INR"] = "₹",
        ["ISK"] = "kr", ["JPY"] = "¥", ["KRW"] = "₩", ["MXN"] = "$", ["MYR"] = "RM", ["NOK"] = "kr", ["NZD"] = "$", ["PHP"] = "₱",
        ["PLN"] = "zł", ["RON"] = "lei", ["RUB"] = "₽", ["SEK"] = "kr", ["SGD"] = "S$", ["THB"] = "฿", ["TRY"] = "₺", ["USD"] = "$",
        ["ZAR"] = "R",
    };

    public static string SymbolOf(string currency) => Symbols.GetValueOrDefault(currency, currency);

    public static string Of(MoneyResponse? price) => price is null ? string.Empty : Of(price.ToMoney());

    public static string Of(Money price) => $"{SymbolOf(price.Currency)} {price.ToAmountText()}";
}
