using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>Tests the check that compares every response with the OpenAPI document.</summary>
public sealed class ApiDescriptionTests
{
    private const string Cart = """{"userId":"6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1","items":[{"productId":"LS4PSXUNUM","quantity":2}]}""";
    private const string Added = """{"userId":"6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1","item":{"productId":"LS4PSXUNUM","quantity":2}}""";
    private const string Problem = """{"title":"Bad Request","status":400,"detail":"userId: is missing"}""";

    [Theory]
    [InlineData("GET", "/api/cart", null, 200, "application/json", Cart)]
    [InlineData("GET", "/api/CART/", null, 200, "application/json", Cart)]
    [InlineData("POST", "/api/cart", Added, 200, "application/json", Cart)]
    [InlineData("POST", "/api/cart", "nonsense", 400, "application/problem+json", Problem)]
    [InlineData("DELETE", "/api/cart", Added, 204, null, "")]
    [InlineData("GET", "/api/orders/1", null, 404, "application/problem+json", Problem)]
    [InlineData("PUT", "/api/cart", null, 405, "application/problem+json", Problem)]
    [InlineData("GET", "/api/none", null, 404, "application/problem+json", Problem)]
    public void A_response_that_the_document_describes_fits(string method, string path, string? request, int status, string? type, string body) =>
        Find(method, path, request, status, type, body).Should().BeNull();

    [Theory]
    [InlineData("GET", "/api/cart", null, 201, "application/json", Cart, "status 201")]
    [InlineData("GET", "/api/none", null, 200, "application/json", Cart, "no such operation")]
    [InlineData("GET", "/api/cart", null, 200, "text/plain", Cart, "text/plain")]
    [InlineData("GET", "/api/cart", null, 200, "application/json", "{", "is not JSON")]
    [InlineData("GET", "/api/cart", null, 200, "application/json", """{"items":[]}""", "userId")]
    [InlineData("GET", "/api/cart", null, 200, "application/json", """{"userId":"","items":[{"productId":"LS4PSXUNUM","quantity":"2"}]}""", "/items/0/quantity")]
    [InlineData("GET", "/api/cart", null, 200, "application/json", """{"userId":"","items":[{"productId":"LS4PSXUNUM","quantity":2,"product":null}]}""", "/items/0/product")]
    [InlineData("GET", "/api/cart", null, 200, "application/json", """{"userId":"","items":[],"total":1}""", "/total")]
    [InlineData("GET", "/api/cart", null, 400, "application/problem+json", """{"title":"Bad Request","status":400}""", "detail")]
    [InlineData("POST", "/api/cart", """{"userId":"1","item":{"productId":"LS4PSXUNUM","quantity":2}}""", 200, "application/json", Cart, "/userId")]
    [InlineData("DELETE", "/api/cart", Added, 204, "application/json", "{}", "no")]
    public void A_response_that_differs_is_reported(string method, string path, string? request, int status, string? type, string body, string difference) =>
        Find(method, path, request, status, type, body).Should().Contain(difference);

    [Fact]
    public void Every_operation_has_a_name_a_summary_and_described_parameters()
    {
        var operations = JsonNode.Parse(ApiDescription.Text)!["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!).ToList();

        operations.Should().HaveCountGreaterThan(10);
        operations.Select(operation => (string)operation["operationId"]!).Should().OnlyHaveUniqueItems();
        operations.Should().OnlyContain(operation => operation["summary"] != null);
        operations.SelectMany(operation => operation["parameters"]?.AsArray() ?? []).Should().OnlyContain(parameter => parameter!["description"] != null);
    }

    private static string? Find(string method, string path, string? request, int status, string? type, string body) =>
        ApiDescription.Current.FindDifference(method, path, request, status, type, body);
}
