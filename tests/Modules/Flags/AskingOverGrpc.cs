using AstronomyShop.Contracts.Flagd.Evaluation;
using AstronomyShop.Contracts.Flagd.Sync;
using AstronomyShop.SharedKernel.Flags;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Flags;

public sealed class AskingOverGrpc : IAsyncLifetime
{
    private FlagShop flags = null!;
    private Service.ServiceClient asking = null!;
    private FlagSyncService.FlagSyncServiceClient following = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        flags = await FlagShop.Start();
        asking = flags.Shop.Client(channel => new Service.ServiceClient(channel));
        following = flags.Shop.Client(channel => new FlagSyncService.FlagSyncServiceClient(channel));
    }

    public ValueTask DisposeAsync() => flags?.DisposeAsync() ?? default;

    [Fact]
    public async Task Every_type_is_resolved()
    {
        await flags.Write(
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

        (await asking.ResolveBooleanAsync(new() { FlagKey = "truth" }, cancellationToken: Cancellation))
            .Should().Be(new ResolveBooleanResponse { Value = true, Reason = "STATIC", Variant = "on", Metadata = new Struct() });
        (await asking.ResolveStringAsync(new() { FlagKey = "word" }, cancellationToken: Cancellation)).Value.Should().Be("hello");
        (await asking.ResolveFloatAsync(new() { FlagKey = "number" }, cancellationToken: Cancellation)).Value.Should().Be(2.75);
        (await asking.ResolveIntAsync(new() { FlagKey = "number" }, cancellationToken: Cancellation)).Value.Should().Be(2);
        (await asking.ResolveObjectAsync(new() { FlagKey = "thing" }, cancellationToken: Cancellation)).Value.Fields["a"].ListValue.Values
            .Should().ContainSingle().Which.NumberValue.Should().Be(1);
        var all = await asking.ResolveAllAsync(new(), cancellationToken: Cancellation);
        all.Flags.Should().HaveCount(4);
        all.Flags["number"].DoubleValue.Should().Be(2.75);
    }

    [Fact]
    public async Task What_cannot_be_resolved_is_refused_with_flagds_codes()
    {
        (await Refusal(asking.ResolveBooleanAsync(new() { FlagKey = "nobody" }, cancellationToken: Cancellation))).Should().Be(StatusCode.NotFound);
        (await Refusal(asking.ResolveStringAsync(new() { FlagKey = "adFailure" }, cancellationToken: Cancellation))).Should().Be(StatusCode.InvalidArgument);
        await flags.Write(
            """
            {
              "flags": {
                "f": { "state": "ENABLED", "variants": { "on": true }, "defaultVariant": "on", "targeting": { "nonsense": [] } },
                "off": { "state": "DISABLED", "variants": { "on": true }, "defaultVariant": "on" }
              }
            }
            """);
        (await Refusal(asking.ResolveBooleanAsync(new() { FlagKey = "f" }, cancellationToken: Cancellation))).Should().Be(StatusCode.DataLoss);
        (await Refusal(asking.ResolveBooleanAsync(new() { FlagKey = "off" }, cancellationToken: Cancellation))).Should().Be(StatusCode.NotFound);
        (await asking.ResolveAllAsync(new(), cancellationToken: Cancellation)).Flags.Should().BeEmpty();
    }

    [Fact]
    public async Task The_rule_for_one_product_sees_the_product()
    {
        await flags.Turn("productCatalogFailure", "off", document =>
        {
            document["flags"]!["productCatalogFailure"]!["targeting"]!["if"]![1] = "on";
            return document;
        });

        (await Ask("OLJCESPC7Z")).Should().Be(new ResolveBooleanResponse { Value = true, Reason = "TARGETING_MATCH", Variant = "on", Metadata = new Struct() });
        (await Ask("66VCHSJNUP")).Value.Should().BeFalse();

        async Task<ResolveBooleanResponse> Ask(string product) => await asking.ResolveBooleanAsync(
            new() { FlagKey = "productCatalogFailure", Context = new Struct { Fields = { ["product_id"] = Value.ForString(product) } } },
            cancellationToken: Cancellation);
    }

    [Fact]
    public async Task Who_listens_hears_that_the_flags_are_known_and_then_what_changed()
    {
        using var stream = asking.EventStream(new EventStreamRequest(), cancellationToken: Cancellation);
        (await stream.ResponseStream.MoveNext(Cancellation)).Should().BeTrue();
        stream.ResponseStream.Current.Type.Should().Be("provider_ready");

        await flags.Turn("adFailure", "on");

        (await stream.ResponseStream.MoveNext(Cancellation)).Should().BeTrue();
        stream.ResponseStream.Current.Type.Should().Be("configuration_change");
        var changed = stream.ResponseStream.Current.Data.Fields["flags"].StructValue.Fields;
        changed.Keys.Should().Equal("adFailure");
        changed["adFailure"].StructValue.Fields["type"].StringValue.Should().Be("update");
    }

    [Fact]
    public async Task Who_evaluates_for_himself_gets_the_document_and_each_newer_one()
    {
        using var stream = following.SyncFlags(new SyncFlagsRequest(), cancellationToken: Cancellation);
        (await stream.ResponseStream.MoveNext(Cancellation)).Should().BeTrue();
        FlagDocument.Parse(stream.ResponseStream.Current.FlagConfiguration).Flags["adFailure"].DefaultVariant!.Name.Should().Be("off");

        await flags.Turn("adFailure", "on");

        (await stream.ResponseStream.MoveNext(Cancellation)).Should().BeTrue();
        FlagDocument.Parse(stream.ResponseStream.Current.FlagConfiguration).Flags["adFailure"].DefaultVariant!.Name.Should().Be("on");
        (await following.FetchAllFlagsAsync(new FetchAllFlagsRequest(), cancellationToken: Cancellation)).FlagConfiguration
            .Should().Be(stream.ResponseStream.Current.FlagConfiguration);
    }

    private static async Task<StatusCode> Refusal<T>(AsyncUnaryCall<T> call) =>
        (await FluentActions.Awaiting(async () => await call).Should().ThrowAsync<RpcException>()).Which.StatusCode;
}
