namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Names of attributes that several modules set, as the semantic conventions 1.44 spell them.</summary>
public static class TelemetryAttributes
{
    /// <summary>The RPC system: <c>grpc</c>.</summary>
    public const string RpcSystemName = "rpc.system.name";

    /// <summary>The full method: <c>oteldemo.CartService/GetCart</c>.</summary>
    public const string RpcMethod = "rpc.method";

    /// <summary>The status of the call: <c>OK</c>, <c>NOT_FOUND</c>, …</summary>
    public const string RpcResponseStatusCode = "rpc.response.status_code";

    /// <summary>The kind of error; never its message.</summary>
    public const string ErrorType = "error.type";

    /// <summary>The service name of the callee.</summary>
    public const string ServerAddress = "server.address";

    /// <summary>The request's method: <c>GET</c>.</summary>
    public const string HttpRequestMethod = "http.request.method";

    /// <summary>The status code of the response, a number.</summary>
    public const string HttpResponseStatusCode = "http.response.status_code";

    /// <summary>The template that matched: <c>/api/products/{productId}</c>.</summary>
    public const string HttpRoute = "http.route";

    /// <summary>The path without the query.</summary>
    public const string UrlPath = "url.path";

    /// <summary>The system that carried an event.</summary>
    public const string MessagingSystem = "messaging.system";

    /// <summary>The destination of an event: <c>orders</c>.</summary>
    public const string MessagingDestinationName = "messaging.destination.name";

    /// <summary><c>publish</c> or <c>process</c>.</summary>
    public const string MessagingOperationName = "messaging.operation.name";

    /// <summary><c>send</c> or <c>process</c>.</summary>
    public const string MessagingOperationType = "messaging.operation.type";

    /// <summary>The partition of the topic.</summary>
    public const string MessagingDestinationPartitionId = "messaging.destination.partition.id";

    /// <summary>The offset in the partition.</summary>
    public const string MessagingKafkaOffset = "messaging.kafka.offset";

    /// <summary>The transport: <c>tcp</c>.</summary>
    public const string NetworkTransport = "network.transport";

    /// <summary>The key of the evaluated flag.</summary>
    public const string FeatureFlagKey = "feature_flag.key";

    /// <summary>The flag provider: <c>flagd</c>.</summary>
    public const string FeatureFlagProviderName = "feature_flag.provider.name";

    /// <summary>The resulting variant.</summary>
    public const string FeatureFlagResultVariant = "feature_flag.result.variant";

    /// <summary>The user id that the storefront assigned.</summary>
    public const string UserId = "user.id";

    /// <summary>The session id that the browser assigned.</summary>
    public const string SessionId = "session.id";

    /// <summary>The user id that the browser assigned.</summary>
    public const string EndUserId = "enduser.id";

    /// <summary>The rule of the flag <c>boundaryFaults</c>, or the flag, that failed or delayed the call.</summary>
    public static readonly TelemetryDefinition FaultInjected =
        TelemetryDefinition.Attribute("demo.fault.injected", "string", "The rule or flag that injected a failure or delay into the call.");

    /// <summary>The database system: <c>sqlite</c>, <c>postgresql</c> or <c>redis</c>.</summary>
    public const string DbSystemName = "db.system.name";

    /// <summary>The name of the database.</summary>
    public const string DbNamespace = "db.namespace";

    /// <summary>The operation: <c>SELECT</c>, <c>INSERT</c>, …</summary>
    public const string DbOperationName = "db.operation.name";

    /// <summary>The table.</summary>
    public const string DbCollectionName = "db.collection.name";

    /// <summary>The operation and the table.</summary>
    public const string DbQuerySummary = "db.query.summary";
}
