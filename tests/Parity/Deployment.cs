using System.Diagnostics;
using AstronomyShop.Tests.Parity.Probes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Parity;

/// <summary>How caller and callee are deployed.</summary>
public enum DeploymentKind
{
    InProcess,
    OverGrpc,
    SeparateProcesses,
}

/// <summary>The same three modules (caller, relay, probe) in one of the deployments.</summary>
public sealed class Deployment : IAsyncDisposable
{
    // The default of the shop; other tests use a longer deadline.
    private static readonly (string Key, string Value) Deadline = ("Shop:Calls:Deadline", "00:00:10");

    private readonly Stack<IAsyncDisposable> parts = new();
    private readonly (string Key, string Value)[] settings;

    private Deployment((string Key, string Value)[] settings) => this.settings = [Deadline, .. settings];

    public CallerModule Caller { get; } = new();

    /// <param name="shape">How they are deployed.</param>
    /// <param name="settings">The settings of each process.</param>
    public static async Task<Deployment> StartAsync(DeploymentKind shape, params (string Key, string Value)[] settings)
    {
        var deployment = new Deployment(settings);
        switch (shape)
        {
            case DeploymentKind.InProcess:
                await deployment.StartShopAsync("All");
                break;
            case DeploymentKind.OverGrpc:
                var probe = await deployment.StartShopAsync("Probe,Absent");
                var relay = await deployment.StartShopAsync("Relay", ("Modules:Probe:Address", probe));
                await deployment.StartCallerAsync(probe, relay);
                break;
            case DeploymentKind.SeparateProcesses:
                var probeProcess = await deployment.StartProcessAsync("--Shop:Run=Probe,Absent");
                var relayProcess = await deployment.StartProcessAsync("--Shop:Run=Relay", $"--Modules:Probe:Address={probeProcess}");
                await deployment.StartCallerAsync(probeProcess, relayProcess);
                break;
        }

        return deployment;
    }

    public async ValueTask DisposeAsync()
    {
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task StartCallerAsync(string probe, string relay) => await StartShopAsync(
        "Caller", ("Modules:Probe:Address", probe), ("Modules:Absent:Address", probe), ("Modules:Relay:Address", relay));

    private async Task<string> StartShopAsync(string run, params (string Key, string Value)[] more)
    {
        var shop = await ShopUnderTest.StartAsync(
            [new ProbeModule(), new RelayModule(), new AbsentModule(), Caller],
            [("Shop:Run", run), .. settings, .. more]);
        parts.Push(shop);
        return shop.GrpcAddress.ToString();
    }

    private async Task<string> StartProcessAsync(params string[] more)
    {
        var process = await ProbeProcess.StartAsync([.. settings.Select(setting => $"--{setting.Key}={setting.Value}"), .. more]);
        parts.Push(process);
        return process.Address;
    }

    private sealed class ProbeProcess(Process process, string address) : IAsyncDisposable
    {
        public string Address => address;

        public static async Task<ProbeProcess> StartAsync(string[] settings)
        {
            var start = new ProcessStartInfo("dotnet")
            {
                ArgumentList = { typeof(ProbeModule).Assembly.Location },
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            string[] ports = ["--Shop:Ports:Web=127.0.0.1:0", "--Shop:Ports:Grpc=127.0.0.1:0", "--Shop:Ports:Management=127.0.0.1:0", "--Logging:LogLevel:Default=None"];
            foreach (var argument in (string[])[.. ports, .. settings])
            {
                start.ArgumentList.Add(argument);
            }

            var process = Process.Start(start)!;
            var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The probe did not start");
            return new ProbeProcess(process, address);
        }

        public async ValueTask DisposeAsync()
        {
            process.StandardInput.Close();
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await process.WaitForExitAsync(timeout.Token);
            process.Dispose();
        }
    }
}
