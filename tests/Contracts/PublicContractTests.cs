using Google.Protobuf.Reflection;

namespace AstronomyShop.Tests.Contracts;

/// <summary>The contracts are compatible with clients and servers of the public shop, and every addition to them is listed here.</summary>
public sealed class PublicContractTests
{
    private static readonly string[] AddedMessages =
    [
        "message CancelShipmentRequest",
        "message CancelShipmentResponse",
        "message ConvertAllRequest",
        "message ConvertAllResponse",
        "message GetOrderRequest",
        "message GetOrderResponse",
        "message OrderPlaced",
        "message RefundRequest",
        "message RefundResponse",
        "message RemoveItemsRequest",
    ];

    private static readonly string[] AddedRpcs =
    [
        "rpc CartService.RemoveItems",
        "rpc CheckoutService.GetOrder",
        "rpc CurrencyService.ConvertAll",
        "rpc PaymentService.Refund",
        "rpc ShippingService.CancelShipment",
    ];

    [Fact]
    public void Every_public_message_has_exactly_its_public_fields() =>
        PublicContract.Differences(PublicContract.Messages, Descriptors.Messages).Should().BeEmpty();

    [Fact]
    public void Every_public_rpc_has_its_request_and_response_types() =>
        PublicContract.Differences(PublicContract.Rpcs, Descriptors.Rpcs).Should().BeEmpty();

    [Fact]
    public void A_message_that_is_added_to_a_public_file_is_listed_by_name() =>
        PublicFiles().SelectMany(Descriptors.MessagesOf).Select(PublicContract.Subject).Except(PublicContract.Messages.Select(PublicContract.Subject))
            .Should().BeEquivalentTo(AddedMessages);

    [Fact]
    public void An_rpc_that_is_added_to_a_public_file_is_listed_by_name() =>
        PublicFiles().SelectMany(Descriptors.RpcsOf).Select(PublicContract.Subject).Except(PublicContract.Rpcs.Select(PublicContract.Subject))
            .Should().BeEquivalentTo(AddedRpcs);

    [Fact]
    public void The_contract_has_no_enums() => Descriptors.Enums.Should().BeEmpty();

    [Fact]
    public void All_messages_are_in_the_public_package() =>
        Descriptors.Files.Should().NotBeEmpty().And.OnlyContain(file => file.Package == "oteldemo");

    [Fact]
    public void The_table_contains_the_whole_public_contract()
    {
        PublicContract.Messages.Should().HaveCount(43).And.OnlyHaveUniqueItems(line => PublicContract.Subject(line));
        PublicContract.Rpcs.Should().HaveCount(20).And.OnlyHaveUniqueItems(line => PublicContract.Subject(line));
    }

    [Theory]
    [InlineData("quantity=2:int32", "quantity=3:int32")]
    [InlineData("quantity=2:int32", "quantity=2:int64")]
    [InlineData("items=2:repeated CartItem", "items=2:CartItem")]
    [InlineData("zip_code=5:string", "zip_code=5:string, planet=6:string")]
    [InlineData("zip_code=5", "postcode=5")]
    public void A_changed_field_is_reported(string field, string changed)
    {
        var changedMessages = Descriptors.Messages.Select(line => line.Replace(field, changed, StringComparison.Ordinal));

        PublicContract.Differences(PublicContract.Messages, changedMessages).Should().NotBeEmpty().And.OnlyContain(line => line.Contains(field));
    }

    // A file without a public message or rpc belongs to this shop only; its messages and rpcs need no list.
    private static IEnumerable<FileDescriptor> PublicFiles()
    {
        var known = PublicContract.Messages.Concat(PublicContract.Rpcs).Select(PublicContract.Subject).ToHashSet();
        return Descriptors.Files.Where(file => Descriptors.MessagesOf(file).Concat(Descriptors.RpcsOf(file)).Any(line => known.Contains(PublicContract.Subject(line))));
    }
}
