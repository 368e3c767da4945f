using System.Reflection;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace AstronomyShop.Tests.FaultyHost;

internal sealed class FaultyCheckoutClient(CheckoutService.CheckoutServiceClient inner) : CheckoutService.CheckoutServiceClient(CallFaults.Around(inner));

internal sealed class FaultyPaymentClient(PaymentService.PaymentServiceClient inner) : PaymentService.PaymentServiceClient(CallFaults.Around(inner));

internal sealed class FaultyCartClient(CartService.CartServiceClient inner) : CartService.CartServiceClient(CallFaults.Around(inner));

internal sealed class FaultyEmailClient(EmailService.EmailServiceClient inner) : EmailService.EmailServiceClient(CallFaults.Around(inner));

/// <summary>Injects faults into the calls of these clients: a crash before or after a call, a removed idempotency key, a call that is not sent.</summary>
internal sealed class CallFaults : Interceptor
{
    private const string Checkout = "/oteldemo.CheckoutService/PlaceOrder";
    private const string Charge = "/oteldemo.PaymentService/Charge";
    private const string Refund = "/oteldemo.PaymentService/Refund";
    private const string RemoveItems = "/oteldemo.CartService/RemoveItems";
    private const string Confirm = "/oteldemo.EmailService/SendOrderConfirmation";

    // The call invoker of a generated client is not public, and it can be replaced only by creating a client with another one.
    private static readonly PropertyInfo Invoker = typeof(ClientBase).GetProperty("CallInvoker", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>The call invoker of the client, wrapped in an interceptor that injects faults.</summary>
    public static CallInvoker Around(ClientBase client) => ((CallInvoker)Invoker.GetValue(client)!).Intercept(new CallFaults());

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var (before, after) = context.Method.FullName switch
        {
            Charge => ("CP2", "CP4"),
            Confirm => ("CP9", "CP10"),
            RemoveItems => ("", "CP10"),
            _ => ("", ""),
        };
        CrashPoint.Visit(before);
        return Dropped<TResponse>(context.Method.FullName) is { } response ? Completed(Task.FromResult(response))
            : after.Length == 0 ? continuation(request, WithoutKey(context))
            : Then(continuation(request, WithoutKey(context)), after);
    }

    private static TResponse? Dropped<TResponse>(string method)
        where TResponse : class => method switch
        {
            Refund when DeliberateBug.Is(DeliberateBug.RefundIsForgotten) => new RefundResponse { RefundId = "forgotten" } as TResponse,
            Confirm when DeliberateBug.Is(DeliberateBug.MailIsForgotten) => new Empty() as TResponse,
            _ => null,
        };

    private static ClientInterceptorContext<TRequest, TResponse> WithoutKey<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        var bug = context.Method.FullName switch
        {
            Checkout => DeliberateBug.KeyIsForgotten,
            Charge => DeliberateBug.KeyIsIgnored,
            _ => "",
        };
        if (!DeliberateBug.Is(bug))
        {
            return context;
        }

        var headers = new Metadata();
        foreach (var entry in (context.Options.Headers ?? []).Where(entry => entry.Key != IdempotencyKey.Header))
        {
            headers.Add(entry);
        }

        return new(context.Method, context.Host, context.Options.WithHeaders(headers));
    }

    private static AsyncUnaryCall<TResponse> Then<TResponse>(AsyncUnaryCall<TResponse> call, string point) =>
        new(VisitAfterAsync(call.ResponseAsync, point), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);

    private static async Task<TResponse> VisitAfterAsync<TResponse>(Task<TResponse> response, string point)
    {
        var received = await response;
        CrashPoint.Visit(point);
        return received;
    }

    private static AsyncUnaryCall<TResponse> Completed<TResponse>(Task<TResponse> response) =>
        new(response, Task.FromResult(Metadata.Empty), () => Status.DefaultSuccess, () => Metadata.Empty, () => { });
}
