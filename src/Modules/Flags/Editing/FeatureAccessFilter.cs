using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Flags.Editing;

/// <summary>Controls access to the flag pages and their API: they are for operators.</summary>
internal sealed class FeatureAccessFilter(OperatorAccess access) : IStartupMessage
{
    public string Topic => "flags";

    public string Text => $"/feature {access.Description}";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        return access.Allows(context) ? await next(invocation) : OperatorAccess.Reject(context);
    }
}
