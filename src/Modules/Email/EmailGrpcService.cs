using System.Diagnostics;
using System.Diagnostics.Metrics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Primitives;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Email;

internal sealed class EmailGrpcService(SentEmailRepository sentEmails, ModuleTelemetry telemetry, ILogger<EmailGrpcService> logger) : EmailService.EmailServiceBase
{
    private readonly Counter<long> confirmations = telemetry.Counter(EmailTelemetry.Confirmations);

    public override async Task<Empty> SendOrderConfirmation(SendOrderConfirmationRequest request, ServerCallContext context)
    {
        if (string.IsNullOrWhiteSpace(request.Email))
        {
            throw RpcErrors.InvalidArgument("email", "is missing");
        }

        if (!EmailAddress.IsValid(request.Email))
        {
            throw RpcErrors.InvalidArgument("email", EmailAddress.Problem);
        }

        var order = request.Order ?? throw RpcErrors.InvalidArgument("order", "is missing");
        Activity.Current?.SetTag(EmailTelemetry.OrderId, order.OrderId);
        if (await TrySendAsync(order, request.Email, context.CancellationToken))
        {
            confirmations.Add(1);
            EmailLog.ConfirmationSent(logger, order.OrderId);
        }
        else
        {
            EmailLog.ConfirmationRepeated(logger, order.OrderId);
        }

        return new Empty();
    }

    private async Task<bool> TrySendAsync(OrderResult order, string recipient, CancellationToken cancellationToken)
    {
        using var span = telemetry.StartSpan(EmailTelemetry.SendEmail);
        span?.SetTag(EmailTelemetry.OrderId, order.OrderId);
        return await sentEmails.TrySendAsync(order.OrderId, recipient, Confirmation.Of(order), cancellationToken);
    }
}
