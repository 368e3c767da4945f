using System.Diagnostics;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Cart;

/// <summary>Whose cart it is. The id is all it takes to open the cart, so only ids that cannot be guessed are taken.</summary>
internal readonly record struct CartOwner(Guid Id)
{
    private const string Form = "D";

    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT: no UUID.</exception>
    public static CartOwner Read(string userId)
    {
        if (userId.Length != Guid.Empty.ToString(Form).Length || !Guid.TryParseExact(userId, Form, out var id))
        {
            throw RpcErrors.InvalidArgument("user_id", "is no UUID");
        }

        Activity.Current?.SetTag(TelemetryAttributes.UserId, userId);
        return new CartOwner(id);
    }

    /// <summary>One spelling per shopper, in lower case.</summary>
    public override string ToString() => Id.ToString(Form);
}
