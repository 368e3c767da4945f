using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;

namespace AstronomyShop.Tests.FaultyHost;

/// <summary>A crash when an event was received and its consumer has not begun.</summary>
internal sealed class ConsumeFault : ICallFilter
{
    /// <inheritdoc/>
    public ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken)
    {
        if (rpc == OrderPlaced.Descriptor.FullName)
        {
            CrashPoint.Visit("CP11");
        }

        return ValueTask.CompletedTask;
    }
}
