namespace AstronomyShop.SharedKernel;

/// <summary>What ISO 4217 says of currencies.</summary>
public static class Currencies
{
    /// <summary>How many decimals the smallest coin has: 2 for most, 0 for JPY, KRW and ISK.</summary>
    public static int MinorUnits(string code) => code is "JPY" or "KRW" or "ISK" ? 0 : 2;
}
