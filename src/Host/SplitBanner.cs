namespace AstronomyShop.Host;

/// <summary>What a split shop says on the console once all its processes are ready.</summary>
internal static class SplitBanner
{
    public static string Of(SplitPlan plan, Uri management) => string.Join(
        Environment.NewLine,
        [
            $"The Astronomy Shop is running in {plan.Children.Count} processes.",
            $"  web         {plan.Children.FirstOrDefault(part => part.Descriptor.IsEdge)?.Web.ToString() ?? "nowhere; no module here answers it"}",
            $"  management  {management}health/ready, {management}audit, {management}processes",
            $"  modules     {string.Join(", ", plan.Children.Select(part => part.Descriptor.Name))}",
            $"  data        {plan.DataLocation}",
            $"  telemetry   {plan.BackEnd ?? (plan.Observatory is null ? $"nowhere; set {SplitTelemetry.Endpoint}" : $"{management}observatory/")}",
        ]);
}
