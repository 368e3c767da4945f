namespace AstronomyShop.Modules.FraudDetection;

/// <summary>Each violated rule adds to the score of an order; the sum determines the verdict.</summary>
internal static class FraudRules
{
    public const int HighQuantity = 50;
    public const int HighProductCount = 10;

    private const int ScoreToReview = 40;
    private const int ScoreToReject = 80;

    public static Verdict Judge(SuspectOrder order)
    {
        var isDear = order.Total.Amount > HighValueThreshold(order.Total.Currency);
        (bool Broken, int Score, string Reason)[] rules =
        [
            (isDear, 50, "high-total"),
            (isDear && order.Country.Length == 0, 40, "high-total-without-country"),
            (order.Quantities.Any(quantity => quantity > HighQuantity), 40, "many-of-one-product"),
            (order.Quantities.Count >= HighProductCount, 20, "many-products"),
        ];

        var broken = rules.Where(rule => rule.Broken).ToList();
        var score = broken.Sum(rule => rule.Score);
        return new Verdict(DecisionOn(score), score, [.. broken.Select(rule => rule.Reason)]);
    }

    /// <summary>
    /// About ten thousand euros, estimated from the order of magnitude of the currency: fraud detection must work also when no exchange rate is
    /// available.
    /// </summary>
    public static decimal HighValueThreshold(string currency) => currency switch
    {
        "IDR" => 100_000_000m,
        "KRW" => 10_000_000m,
        "HUF" or "ISK" or "JPY" => 1_000_000m,
        "CZK" or "INR" or "MXN" or "PHP" or "RUB" or "THB" or "ZAR" => 100_000m,
        _ => 10_000m,
    };

    private static string DecisionOn(int score) => score switch
    {
        >= ScoreToReject => Verdict.Reject,
        >= ScoreToReview => Verdict.Review,
        _ => Verdict.Approve,
    };
}

internal sealed record Verdict(string Decision, int Score, IReadOnlyList<string> Reasons)
{
    public const string Approve = "approve";
    public const string Review = "review";
    public const string Reject = "reject";
}
