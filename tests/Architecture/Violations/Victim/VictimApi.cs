using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Web;
using Grpc.Core;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Victim;

internal sealed class VictimApi(AdService.AdServiceClient ads, [FromKeyedServices("Victim")] IForwarder self, IEventDelivery events)
    : CurrencyService.CurrencyServiceBase, IConsumer<OrderPlaced>
{
    public override async Task<GetSupportedCurrenciesResponse> GetSupportedCurrencies(Empty request, ServerCallContext context)
    {
        await ads.GetAdsAsync(new AdRequest(), cancellationToken: context.CancellationToken);
        return new GetSupportedCurrenciesResponse { CurrencyCodes = { self.ToString(), events.DestinationsOf(OrderPlaced.Descriptor) } };
    }

    public Task Consume(ConsumeContext<OrderPlaced> context) => Task.CompletedTask;
}
