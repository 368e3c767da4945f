using System.Diagnostics;
using System.Globalization;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>Ends HTTP spans as the semantic conventions define.</summary>
internal static class HttpSpans
{
    public static void SetOutcome(Activity span, int status, bool isClient)
    {
        span.SetTag(TelemetryAttributes.HttpResponseStatusCode, status);
        if (status >= (isClient ? StatusCodes.Status400BadRequest : StatusCodes.Status500InternalServerError))
        {
            span.SetTag(TelemetryAttributes.ErrorType, status.ToString(CultureInfo.InvariantCulture));
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
