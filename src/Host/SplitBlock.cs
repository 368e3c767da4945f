namespace AstronomyShop.Host;

/// <summary>What a split shop says on the console once all its processes are ready.</summary>
internal static class SplitBlock
{
    public static string Of(SplitPlan plan, Uri management) => string.Join(
        Environment.NewLine,
        [
            $"The Astronomy Shop is open, in {plan.Parts.Count} processes.",
            $"  web         {plan.Parts.FirstOrDefault(part => part.Face.IsEdge)?.Web.ToString() ?? "nowhere; no module here answers it"}",
            $"  management  {management}health/ready, {management}audit, {management}processes",
            $"  modules     {string.Join(", ", plan.Parts.Select(part => part.Face.Name))}",
            $"  data        {plan.DataPlace}",
            $"  telemetry   {plan.BackEnd ?? (plan.Observatory is null ? $"nowhere; set {SplitTelemetry.Endpoint}" : $"{management}observatory/")}",
        ]);
}
