using AstronomyShop.Contracts.Flagd.Evaluation;
using AstronomyShop.Contracts.Flagd.Sync;
using AstronomyShop.SharedKernel.FeatureFlags;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Flags;

public sealed class FlagdGrpcServiceTests : IAsyncLifetime
{
    private FlagShop flags = null!;
    private Service.ServiceClient evaluation = null!;
    private FlagSyncService.FlagSyncServiceClient sync = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        flags = await FlagShop.StartAsync();
        evaluation = flags.Shop.Client(channel => new Service.ServiceClient(channel));
        sync = flags.Shop.Client(channel => new FlagSyncService.FlagSyncServiceClient(channel));
    }

    public ValueTask DisposeAsync() => flags?.DisposeAsync() ?? default;

    [Fact]
    public async Task Every_type_is_resolved()
    {
        await flags.WriteAsync(
            """
            {
              "flags": {
                "truth": { "state": "ENABLED", "variants": { "on": true }, "defaultVariant": "on" },
                "word": { "state": "ENABLED", "variants": { "on": "hello" }, "defaultVariant": "on" },
                "number": { "state": "ENABLED", "variants": { "on": 2.75 }, "defaultVariant": "on" },
                "thing": { "state": "ENABLED", "variants": { "on": { "a": [1] } }, "defaultVariant": "on" }
              }
            }
            """);

        (await evaluation.ResolveBooleanAsync(new() { FlagKey = "truth" }, cancellationToken: TestCancellation))
            .Should().Be(new ResolveBooleanResponse { Value = true, Reason = "STATIC", Variant = "on", Metadata = new Struct() });
        (await evaluation.ResolveStringAsync(new() { FlagKey = "word" }, cancellationToken: TestCancellation)).Value.Should().Be("hello");
        (await evaluation.ResolveFloatAsync(new() { FlagKey = "number" }, cancellationToken: TestCancellation)).Value.Should().Be(2.75);
        (await evaluation.ResolveIntAsync(new() { FlagKey = "number" }, cancellationToken: TestCancellation)).Value.Should().Be(2);
        (await evaluation.ResolveObjectAsync(new() { FlagKey = "thing" }, cancellationToken: TestCancellation)).Value.Fields["a"].ListValue.Values
            .Should().ContainSingle().Which.NumberValue.Should().Be(1);
        var all = await evaluation.ResolveAllAsync(new(), cancellationToken: TestCancellation);
        all.Flags.Should().HaveCount(4);
        all.Flags["number"].DoubleValue.Should().Be(2.75);
    }

    [Fact]
    public async Task A_context_with_an_empty_value_is_an_invalid_argument()
    {
        var context = new Struct { Fields = { ["userId"] = new Value() } };

        (await RefusalAsync(evaluation.ResolveBooleanAsync(new() { FlagKey = "adFailure", Context = context }, cancellationToken: TestCancellation))).Should().Be(StatusCode.InvalidArgument);
        (await RefusalAsync(evaluation.ResolveAllAsync(new() { Context = context }, cancellationToken: TestCancellation))).Should().Be(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task A_flag_that_cannot_be_resolved_fails_with_the_status_code_of_flagd()
    {
        (await RefusalAsync(evaluation.ResolveBooleanAsync(new() { FlagKey = "nobody" }, cancellationToken: TestCancellation))).Should().Be(StatusCode.NotFound);
        (await RefusalAsync(evaluation.ResolveStringAsync(new() { FlagKey = "adFailure" }, cancellationToken: TestCancellation))).Should().Be(StatusCode.InvalidArgument);
        await flags.WriteAsync(
            """
            {
              "flags": {
                "f": { "state": "ENABLED", "variants": { "on": true }, "defaultVariant": "on", "targeting": { "nonsense": [] } },
                "off": { "state": "DISABLED", "variants": { "on": true }, "defaultVariant": "on" }
              }
            }
            """);
        (await RefusalAsync(evaluation.ResolveBooleanAsync(new() { FlagKey = "f" }, cancellationToken: TestCancellation))).Should().Be(StatusCode.DataLoss);
        (await RefusalAsync(evaluation.ResolveBooleanAsync(new() { FlagKey = "off" }, cancellationToken: TestCancellation))).Should().Be(StatusCode.NotFound);
        (await evaluation.ResolveAllAsync(new(), cancellationToken: TestCancellation)).Flags.Should().BeEmpty();
    }

    [Fact]
    public async Task A_rule_for_one_product_receives_the_product_id()
    {
        await flags.SetFlagAsync("productCatalogFailure", "off", document =>
        {
            document["flags"]!["productCatalogFailure"]!["targeting"]!["if"]![1] = "on";
            return document;
        });

        (await AskAsync("OLJCESPC7Z")).Should().Be(new ResolveBooleanResponse { Value = true, Reason = "TARGETING_MATCH", Variant = "on", Metadata = new Struct() });
        (await AskAsync("66VCHSJNUP")).Value.Should().BeFalse();

        async Task<ResolveBooleanResponse> AskAsync(string product) => await evaluation.ResolveBooleanAsync(
            new() { FlagKey = "productCatalogFailure", Context = new Struct { Fields = { ["product_id"] = Value.ForString(product) } } },
            cancellationToken: TestCancellation);
    }

    [Fact]
    public async Task The_event_stream_sends_ready_and_then_the_changed_flags()
    {
        using var stream = evaluation.EventStream(new EventStreamRequest(), cancellationToken: TestCancellation);
        (await stream.ResponseStream.MoveNext(TestCancellation)).Should().BeTrue();
        stream.ResponseStream.Current.Type.Should().Be("provider_ready");

        await flags.SetFlagAsync("adFailure", "on");

        (await stream.ResponseStream.MoveNext(TestCancellation)).Should().BeTrue();
        stream.ResponseStream.Current.Type.Should().Be("configuration_change");
        var changed = stream.ResponseStream.Current.Data.Fields["flags"].StructValue.Fields;
        changed.Keys.Should().Equal("adFailure");
        changed["adFailure"].StructValue.Fields["type"].StringValue.Should().Be("update");
    }

    [Fact]
    public async Task The_sync_stream_sends_the_document_and_each_newer_version()
    {
        using var stream = sync.SyncFlags(new SyncFlagsRequest(), cancellationToken: TestCancellation);
        (await stream.ResponseStream.MoveNext(TestCancellation)).Should().BeTrue();
        FlagDocument.Parse(stream.ResponseStream.Current.FlagConfiguration).Flags["adFailure"].DefaultVariant!.Name.Should().Be("off");

        await flags.SetFlagAsync("adFailure", "on");

        (await stream.ResponseStream.MoveNext(TestCancellation)).Should().BeTrue();
        FlagDocument.Parse(stream.ResponseStream.Current.FlagConfiguration).Flags["adFailure"].DefaultVariant!.Name.Should().Be("on");
        (await sync.FetchAllFlagsAsync(new FetchAllFlagsRequest(), cancellationToken: TestCancellation)).FlagConfiguration
            .Should().Be(stream.ResponseStream.Current.FlagConfiguration);
    }

    private static async Task<StatusCode> RefusalAsync<T>(AsyncUnaryCall<T> call) =>
        (await FluentActions.Awaiting(async () => await call).Should().ThrowAsync<RpcException>()).Which.StatusCode;
}
