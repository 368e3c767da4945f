using System.Runtime.InteropServices;

namespace AstronomyShop.Host.Split;

/// <summary>
/// The lifetime of a child process of the split shop: it ends when its parent does, which holds its standard input. Ctrl-C reaches every process
/// of the terminal at once; only the parent reacts to it, so that callers end before their callees.
/// </summary>
internal sealed class ChildProcessLifetime(IHostApplicationLifetime application) : IHostLifetime, IDisposable
{
    public const string Key = "Split:Child";

    private readonly List<PosixSignalRegistration> signals = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, End));

        // Reading a pipe blocks, so it runs on a dedicated thread.
        new Thread(WatchParent) { IsBackground = true, Name = "parent" }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => signals.ForEach(signal => signal.Dispose());

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        application.StopApplication();
    }

    private void WatchParent()
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }

        application.StopApplication();
    }
}

/// <summary>Registers the lifetime in a process that was started as part of a split shop.</summary>
internal static class ChildProcessHosting
{
    public static bool IsChild(IConfiguration configuration) => configuration.GetValue<bool>(ChildProcessLifetime.Key);

    public static void EndWithParent(this WebApplicationBuilder builder)
    {
        if (IsChild(builder.Configuration))
        {
            builder.Services.AddSingleton<IHostLifetime, ChildProcessLifetime>();
        }
    }
}
