namespace AstronomyShop.SharedKernel.Primitives;

/// <summary>Properties of currencies by ISO 4217.</summary>
public static class Currencies
{
    /// <summary>The number of decimals of the minor unit: 2 for most currencies, 0 for JPY, KRW and ISK.</summary>
    public static int MinorUnits(string code) => code is "JPY" or "KRW" or "ISK" ? 0 : 2;
}
