namespace AstronomyShop.Host.Split;

/// <summary>The text that a split shop writes to the console when all its processes are ready.</summary>
internal static class SplitBanner
{
    public static string Of(SplitPlan plan, Uri management) => string.Join(
        Environment.NewLine,
        [
            $"The Astronomy Shop is running in {plan.Children.Count} processes.",
            $"  web         {plan.Children.FirstOrDefault(part => part.Descriptor.IsEdge)?.Web.ToString() ?? "none; no module of this shop serves it"}",
            $"  management  {management}health/ready, {management}audit, {management}processes",
            $"  modules     {string.Join(", ", plan.Children.Select(part => part.Descriptor.Name))}",
            $"  data        {plan.DataLocation}",
            $"  telemetry   {plan.BackEnd ?? (plan.Observatory is null ? $"not exported; set {SplitTelemetry.Endpoint}" : $"{management}observatory/")}",
        ]);
}
