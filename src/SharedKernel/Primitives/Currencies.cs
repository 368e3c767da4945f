namespace AstronomyShop.SharedKernel.Primitives;

/// <summary>Properties of currencies by ISO 4217.</summary>
public static class Currencies
{
    /// <summary>Whether the text has the form of a currency code: three capital letters.</summary>
    public static bool IsCode(string text) => text is { Length: 3 } && text.All(char.IsAsciiLetterUpper);

    /// <summary>The number of decimals of the minor unit: 2 for most currencies, 0 for yen, won and the like, 3 for the dinars and the rial of Oman.</summary>
    public static int MinorUnits(string code) => code switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "VND" or "VUV" or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        _ => 2,
    };
}
