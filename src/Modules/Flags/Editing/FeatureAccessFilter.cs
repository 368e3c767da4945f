using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Flags.Editing;

/// <summary>Controls access to the flag pages and their API: they are for operators, and changes by pages of other sites are rejected.</summary>
internal sealed class FeatureAccessFilter(OperatorAccess access) : IStartupMessage
{
    public string Topic => "flags";

    public string Text => $"/feature {access.Description}";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (context.Request.IsCrossSiteChange())
        {
            return Results.Json(new { error = "Cross-site request rejected" }, statusCode: StatusCodes.Status403Forbidden);
        }

        return access.Allows(context) ? await next(invocation) : OperatorAccess.Reject(context);
    }
}
