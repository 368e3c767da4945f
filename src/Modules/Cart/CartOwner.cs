using System.Diagnostics;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Cart;

/// <summary>The owner of a cart. The id alone gives access to the cart, so only ids that cannot be guessed are accepted.</summary>
internal readonly record struct CartOwner(Guid Id)
{
    private const string Form = "D";

    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT: not a UUID.</exception>
    public static CartOwner Read(string userId)
    {
        if (userId.Length != Guid.Empty.ToString(Form).Length || !Guid.TryParseExact(userId, Form, out var id))
        {
            throw RpcErrors.InvalidArgument("user_id", "must be a UUID");
        }

        Activity.Current?.SetTag(TelemetryAttributes.UserId, userId);
        return new CartOwner(id);
    }

    /// <summary>The canonical form, in lower case.</summary>
    public override string ToString() => Id.ToString(Form);
}
