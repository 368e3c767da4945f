using System.Net;
using AstronomyShop.SharedKernel.Modules;

namespace AstronomyShop.Host;

/// <summary>Which processes the split shop has, where each listens, and how each is told of the others.</summary>
internal sealed class SplitPlan
{
    private const string RestartKey = "Split:Restart";
    private readonly Dictionary<SplitPart, SplitPart[]> neighbours;

    private SplitPlan(ShopSettings settings, IReadOnlyList<SplitPart> parts, bool restarts)
    {
        Management = settings.Management;
        Parts = parts;
        Restarts = restarts;
        DataPlace = settings.Storage.Databases.Place;
        neighbours = parts.ToDictionary(
            part => part, part => parts.Where(other => other != part && settings.NeighboursOf(part.Face).Contains(other.Face)).ToArray());
    }

    public ListenAddress Management { get; }

    public IReadOnlyList<SplitPart> Parts { get; }

    /// <summary>A process that ended by itself is started again.</summary>
    public bool Restarts { get; }

    public string DataPlace { get; }

    /// <summary>The process that shows what the others tell of themselves, if there is one.</summary>
    public SplitPart? Observatory => Parts.FirstOrDefault(part => part.Face.IsObservatory);

    /// <summary>The back end that the settings name.</summary>
    public string? BackEnd { get; private init; }

    /// <summary>A program reads the console.</summary>
    public bool SpeaksJson { get; private init; }

    public IEnumerable<SplitPart> NeighboursOf(SplitPart part) => neighbours[part];

    /// <exception cref="SettingException">A setting is wrong or missing.</exception>
    public static SplitPlan Read(IReadOnlyList<ModuleFace> all, IConfiguration configuration, string[] arguments)
    {
        var settings = ShopSettings.Read(all, configuration);

        // A module that has an address already, such as the public shop's cart by CART_ADDR, runs there and not here.
        List<ModuleFace> here = [.. settings.Running.Where(face => !ShopSettings.IsElsewhere(configuration, face))];
        var door = here.Find(face => face.IsEdge) ?? here.Find(face => face.ServesHttp);
        PortCheck.Run(("Shop:Ports:Web", settings.Web), ("Shop:Ports:Management", settings.Management));

        var free = new Queue<int>(FreePorts.Take(3 * here.Count, settings.Web.Port, settings.Management.Port));
        List<SplitPart> parts = [.. here.Select(face => new SplitPart(
            face,
            face == door && settings.Web.Port != 0 ? settings.Web : Loopback(free.Dequeue()),
            Loopback(free.Dequeue()),
            Loopback(free.Dequeue())))];
        foreach (var part in parts)
        {
            part.Arguments = [.. arguments, .. part.Settings];
            part.Environment = parts.Where(other => other != part).SelectMany(other => other.Addresses).Concat(TelemetryOf(part, parts, configuration)).ToDictionary();
        }

        return new SplitPlan(settings, parts, configuration.GetValue(RestartKey, true))
        {
            BackEnd = SplitTelemetry.HasBackEnd(configuration) ? configuration[SplitTelemetry.Endpoint] ?? "as OTEL_* say" : null,
            SpeaksJson = JsonLogs.AreAskedFor(configuration),
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> TelemetryOf(SplitPart part, List<SplitPart> parts, IConfiguration configuration) =>
        parts.Find(other => other.Face.IsObservatory) is { } observatory && observatory != part && !SplitTelemetry.HasBackEnd(configuration)
            ? SplitTelemetry.ToObservatory(observatory, configuration)
            : [];

    private static ListenAddress Loopback(int port) => new(IPAddress.Loopback, port);
}
