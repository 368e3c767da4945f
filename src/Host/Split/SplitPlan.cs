using System.Net;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Host.Split;

/// <summary>The processes of the split shop, their ports, and the settings that tell each of them the others' addresses.</summary>
internal sealed class SplitPlan
{
    public const string RestartKey = "Split:Restart";
    private readonly Dictionary<ChildProcessSpec, ChildProcessSpec[]> callees;

    private SplitPlan(ShopSettings settings, IReadOnlyList<ChildProcessSpec> parts, bool restarts)
    {
        Management = settings.Management;
        Children = parts;
        Restarts = restarts;
        DataLocation = settings.Storage.Location;
        callees = parts.ToDictionary(
            part => part, part => parts.Where(other => other != part && settings.Topology.CalleesOf(part.Descriptor).Contains(other.Descriptor)).ToArray());
    }

    public ListenEndpoint Management { get; }

    public IReadOnlyList<ChildProcessSpec> Children { get; }

    /// <summary>Whether a process that ends unexpectedly is restarted.</summary>
    public bool Restarts { get; }

    public string DataLocation { get; }

    /// <summary>The process that receives the telemetry of the others, if there is one.</summary>
    public ChildProcessSpec? TelemetryReceiver => Children.FirstOrDefault(part => part.Descriptor.ReceivesTelemetry);

    /// <summary>The telemetry back end that the settings name.</summary>
    public string? BackEnd { get; private init; }

    /// <summary>Whether the console output is JSON.</summary>
    public bool LogsJson { get; private init; }

    public IEnumerable<ChildProcessSpec> CalleesOf(ChildProcessSpec part) => callees[part];

    /// <exception cref="SettingException">A setting is invalid or missing.</exception>
    public static SplitPlan Read(IReadOnlyList<ModuleDescriptor> all, IConfiguration configuration, string[] arguments)
    {
        var settings = ShopSettings.Read(all, configuration);

        // A module with a configured address, such as the public shop's cart through CART_ADDR, runs there and gets no process here.
        List<ModuleDescriptor> here = [.. settings.Topology.Running.Where(descriptor => !ShopTopology.IsRemote(configuration, descriptor))];
        var edge = here.Find(descriptor => descriptor.IsPublic) ?? here.Find(descriptor => descriptor.ServesHttp);
        PortValidation.Run(("Shop:Ports:Web", settings.Web), ("Shop:Ports:Management", settings.Management));

        var free = new Queue<int>(FreePorts.Take(3 * here.Count, settings.Web.Port, settings.Management.Port));
        List<ChildProcessSpec> parts = [.. here.Select(descriptor => new ChildProcessSpec(
            descriptor,
            descriptor == edge && settings.Web.Port != 0 ? settings.Web : Loopback(free.Dequeue()),
            Loopback(free.Dequeue()),
            Loopback(free.Dequeue())))];
        foreach (var part in parts)
        {
            part.Arguments = [.. arguments, .. part.Settings, .. TelemetryOf(part, parts, configuration).Select(setting => $"--{setting.Key}={setting.Value}")];
            part.Environment = parts.Where(other => other != part).SelectMany(other => other.Addresses).ToDictionary();
        }

        return new SplitPlan(settings, parts, configuration.GetValue(RestartKey, true))
        {
            BackEnd = SplitTelemetry.BackEndOf(configuration),
            LogsJson = JsonLogging.AreRequested(configuration),
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> TelemetryOf(ChildProcessSpec part, List<ChildProcessSpec> parts, IConfiguration configuration) =>
        parts.Find(other => other.Descriptor.ReceivesTelemetry) is { } receiver && receiver != part ? SplitTelemetry.ToReceiver(receiver, configuration) : [];

    private static ListenEndpoint Loopback(int port) => new([IPAddress.Loopback], port);
}
