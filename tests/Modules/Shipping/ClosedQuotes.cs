using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Modules;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Shipping;

/// <summary>A price list that is there and cannot be read.</summary>
internal sealed class ClosedQuotes : IModule
{
    public ModuleFace Face { get; } = new("Quote", "quote") { Serves = [QuoteService.Descriptor] };

    public void Add(ModuleBuilder module) => module.Serves<Api>(QuoteService.BindService);

    private sealed class Api : QuoteService.QuoteServiceBase
    {
        public override Task<CalculateQuoteResponse> CalculateQuote(CalculateQuoteRequest request, ServerCallContext context) =>
            throw Refusal.Unavailable("Prices are being printed");
    }
}
