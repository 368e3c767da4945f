namespace AstronomyShop.Tests.Contracts;

/// <summary>The shop has the services and fields of flagd, so that providers for flagd work with it.</summary>
public sealed class FlagdContractTests
{
    private const string Struct = "google.protobuf.Struct";

    [Theory]
    [InlineData("rpc Service.ResolveAll: flagd.evaluation.v1.ResolveAllRequest -> flagd.evaluation.v1.ResolveAllResponse")]
    [InlineData("rpc Service.EventStream: flagd.evaluation.v1.EventStreamRequest -> stream flagd.evaluation.v1.EventStreamResponse")]
    [InlineData("rpc Service.EventStream: flagd.evaluation.v2.EventStreamRequest -> stream flagd.evaluation.v2.EventStreamResponse")]
    [InlineData("rpc FlagSyncService.SyncFlags: flagd.sync.v1.SyncFlagsRequest -> stream flagd.sync.v1.SyncFlagsResponse")]
    [InlineData("rpc FlagSyncService.FetchAllFlags: flagd.sync.v1.FetchAllFlagsRequest -> flagd.sync.v1.FetchAllFlagsResponse")]
    [InlineData("rpc FlagSyncService.GetMetadata: flagd.sync.v1.GetMetadataRequest -> flagd.sync.v1.GetMetadataResponse")]
    [InlineData($"message flagd.evaluation.v1.ResolveAllRequest: context=1:{Struct}")]
    [InlineData($"message flagd.evaluation.v1.ResolveAllResponse: flags=1:map string flagd.evaluation.v1.AnyFlag, metadata=2:{Struct}")]
    [InlineData(
        "message flagd.evaluation.v1.AnyFlag: reason=1:string, variant=2:string, bool_value=3:oneof value bool, string_value=4:oneof value string, "
        + $"double_value=5:oneof value double, object_value=6:oneof value {Struct}, metadata=7:{Struct}")]
    [InlineData($"message flagd.evaluation.v1.EventStreamResponse: type=1:string, data=2:{Struct}")]
    [InlineData("message flagd.sync.v1.SyncFlagsRequest: provider_id=1:string, selector=2:string")]
    [InlineData($"message flagd.sync.v1.SyncFlagsResponse: flag_configuration=1:string, sync_context=2:optional {Struct}")]
    [InlineData($"message flagd.sync.v1.GetMetadataResponse: metadata=2:{Struct}")]
    public void Every_line_of_the_flagd_contract_is_part_of_ours(string line) => Descriptors.FlagdLines.Should().Contain(line);

    [Theory]
    [InlineData("Boolean", "bool")]
    [InlineData("String", "string")]
    [InlineData("Float", "double")]
    [InlineData("Int", "int64")]
    [InlineData("Object", Struct)]
    public void Every_type_is_resolved_in_one_form_of_each_version(string name, string type) =>
        Descriptors.FlagdLines.Should().Contain(
        [
            $"rpc Service.Resolve{name}: flagd.evaluation.v1.Resolve{name}Request -> flagd.evaluation.v1.Resolve{name}Response",
            $"message flagd.evaluation.v1.Resolve{name}Request: flag_key=1:string, context=2:{Struct}",
            $"message flagd.evaluation.v1.Resolve{name}Response: value=1:{type}, reason=2:string, variant=3:string, metadata=4:{Struct}",
            $"rpc Service.Resolve{name}: flagd.evaluation.v2.Resolve{name}Request -> flagd.evaluation.v2.Resolve{name}Response",
            $"message flagd.evaluation.v2.Resolve{name}Request: flag_key=1:string, context=2:{Struct}",
            $"message flagd.evaluation.v2.Resolve{name}Response: value=1:optional {type}, reason=2:string, variant=3:optional string, metadata=4:{Struct}",
        ]);
}
