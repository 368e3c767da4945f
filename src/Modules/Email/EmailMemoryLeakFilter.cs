using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.FeatureFlags;

namespace AstronomyShop.Modules.Email;

/// <summary>
/// The flag <c>emailMemoryLeak</c>: every e-mail stays in memory, enlarged by this factor. The size is limited so that the process survives, and
/// the memory is released soon after the flag is turned off.
/// </summary>
internal sealed class EmailMemoryLeakFilter(IFeatureClient flags, TimeProvider clock) : ICallFilter
{
    private const string Key = "emailMemoryLeak";
    private const long MaxBytes = 128 << 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly List<byte[]> blocks = [];
    private long bytes;

    public async ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken)
    {
        var factor = await flags.GetDoubleValueAsync(Key, 0, EvaluationContext.Empty);
        if (factor < 1 || request is not SendOrderConfirmationRequest confirmation)
        {
            return;
        }

        if (TryAllocate((long)(confirmation.CalculateSize() * factor)))
        {
            using var alone = ExecutionContext.SuppressFlow();
            _ = Task.Run(ReleaseWhenDisabledAsync, CancellationToken.None);
        }

        Activity.Current?.SetTag(EmailTelemetry.KeptBytes, Volatile.Read(ref bytes));
    }

    private bool TryAllocate(long length)
    {
        lock (gate)
        {
            var fits = Math.Clamp(length, 0, MaxBytes - bytes);
            blocks.Add(new byte[fits]);
            bytes += fits;
            return blocks.Count == 1;
        }
    }

    private async Task ReleaseWhenDisabledAsync()
    {
        while (await flags.GetDoubleValueAsync(Key, 0, EvaluationContext.Empty) >= 1)
        {
            await Task.Delay(Pause, clock);
        }

        lock (gate)
        {
            blocks.Clear();
            bytes = 0;
        }
    }
}
