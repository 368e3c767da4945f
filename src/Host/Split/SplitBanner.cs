namespace AstronomyShop.Host.Split;

/// <summary>The text that a split shop writes to the console when all its processes are ready.</summary>
internal static class SplitBanner
{
    public static string Of(SplitPlan plan, Uri management) => string.Join(
        Environment.NewLine,
        [
            $"The Astronomy Shop is running in {plan.Children.Count} processes.",
            $"  web         {plan.Children.FirstOrDefault(part => part.Descriptor.IsPublic)?.Web.ToString() ?? "none; no module of this shop serves it"}",
            $"  management  {string.Join(", ", AuditPaths(plan).Prepend("health/ready").Append("processes").Select(path => $"{management}{path}"))}",
            $"  modules     {string.Join(", ", plan.Children.Select(part => part.Descriptor.Name))}",
            $"  data        {plan.DataLocation}",
            $"  telemetry   {plan.BackEnd ?? (plan.TelemetryReceiver is null ? $"not exported; set {SplitTelemetry.Endpoint}" : $"{management}{plan.TelemetryReceiver.Descriptor.ServiceName}/")}",
        ]);

    private static IEnumerable<string> AuditPaths(SplitPlan plan) =>
        plan.Children.Where(child => child.Descriptor.ReadsAuditSources).SelectMany(child => child.Descriptor.ManagementPaths).Select(path => path.TrimStart('/'));
}
