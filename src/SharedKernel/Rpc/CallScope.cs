using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// The call that is being served, so that outgoing calls made by its handler do not outlive it.
/// </summary>
internal static class CallScope
{
    private static readonly AsyncLocal<ServerCallContext?> Serving = new();

    public static DateTime OuterDeadline => Serving.Value?.Deadline ?? DateTime.MaxValue;

    public static void Enter(ServerCallContext context) => Serving.Value = context;
}
