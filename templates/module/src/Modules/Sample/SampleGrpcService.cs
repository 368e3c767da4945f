using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;

namespace AstronomyShop.Modules.Sample;

internal sealed class SampleGrpcService : SampleService.SampleServiceBase
{
    public override Task<GetSampleResponse> GetSample(GetSampleRequest request, ServerCallContext context) =>
        request.Id.Length > 0
            ? Task.FromResult(new GetSampleResponse { Id = request.Id })
            : throw RpcErrors.InvalidArgument("id", "is missing");
}
