using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Shipping;

/// <summary>A quote service that fails.</summary>
internal sealed class FailingQuoteModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Quote", "quote") { Serves = [QuoteService.Descriptor] };

    public void Add(ModuleBuilder module) => module.AddGrpcService<GrpcService>(QuoteService.BindService);

    private sealed class GrpcService : QuoteService.QuoteServiceBase
    {
        public override Task<CalculateQuoteResponse> CalculateQuote(CalculateQuoteRequest request, ServerCallContext context) =>
            throw RpcErrors.Unavailable("Simulated failure");
    }
}
