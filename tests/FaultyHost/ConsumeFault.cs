using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;

namespace AstronomyShop.Tests.FaultyHost;

/// <summary>A crash after an event is received and before its consumer runs.</summary>
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
