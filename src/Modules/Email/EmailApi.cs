using System.Diagnostics;
using System.Diagnostics.Metrics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Email;

internal sealed class EmailApi(Outgoing outgoing, ModuleTelemetry telemetry, ILogger<EmailApi> log) : EmailService.EmailServiceBase
{
    private readonly Counter<long> confirmations = telemetry.Counter(EmailTelemetry.Confirmations);

    public override async Task<Empty> SendOrderConfirmation(SendOrderConfirmationRequest request, ServerCallContext context)
    {
        if (string.IsNullOrWhiteSpace(request.Email))
        {
            throw Refusal.Invalid("email", "is missing");
        }

        var order = request.Order ?? throw Refusal.Invalid("order", "is missing");
        Activity.Current?.SetTag(EmailTelemetry.OrderId, order.OrderId);
        if (DeliberateBug.Is("mail-is-forgotten"))
        {
            return new Empty();
        }

        if (await TrySend(order, request.Email, context.CancellationToken))
        {
            confirmations.Add(1);
            EmailLog.ConfirmationSent(log, order.OrderId);
        }
        else
        {
            EmailLog.ConfirmationRepeated(log, order.OrderId);
        }

        return new Empty();
    }

    private async Task<bool> TrySend(OrderResult order, string recipient, CancellationToken cancellation)
    {
        using var span = telemetry.StartSpan(EmailTelemetry.SendEmail);
        span?.SetTag(EmailTelemetry.OrderId, order.OrderId);
        return await outgoing.TrySend(order.OrderId, recipient, Confirmation.Of(order), cancellation);
    }
}
