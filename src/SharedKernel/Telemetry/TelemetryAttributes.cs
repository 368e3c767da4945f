namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Names of attributes that every boundary sets, as the semantic conventions 1.44 spell them.</summary>
public static class TelemetryAttributes
{
    /// <summary><c>grpc</c>.</summary>
    public const string RpcSystemName = "rpc.system.name";

    /// <summary>The full method: <c>oteldemo.CartService/GetCart</c>.</summary>
    public const string RpcMethod = "rpc.method";

    /// <summary><c>OK</c>, <c>NOT_FOUND</c>, …</summary>
    public const string RpcResponseStatusCode = "rpc.response.status_code";

    /// <summary>What kind of error it was; never its text.</summary>
    public const string ErrorType = "error.type";

    /// <summary>Who was called, by service name.</summary>
    public const string ServerAddress = "server.address";

    /// <summary>At which port.</summary>
    public const string ServerPort = "server.port";

    /// <summary>The request's method: <c>GET</c>.</summary>
    public const string HttpRequestMethod = "http.request.method";

    /// <summary>The answer's status, a number.</summary>
    public const string HttpResponseStatusCode = "http.response.status_code";

    /// <summary>The template that matched: <c>/api/products/{productId}</c>.</summary>
    public const string HttpRoute = "http.route";

    /// <summary>The path without its query.</summary>
    public const string UrlPath = "url.path";

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public const string UrlScheme = "url.scheme";

    /// <summary>Which system carried an event.</summary>
    public const string MessagingSystem = "messaging.system";

    /// <summary>Where an event went: <c>orders</c>.</summary>
    public const string MessagingDestinationName = "messaging.destination.name";

    /// <summary><c>publish</c> or <c>process</c>.</summary>
    public const string MessagingOperationName = "messaging.operation.name";

    /// <summary><c>send</c> or <c>process</c>.</summary>
    public const string MessagingOperationType = "messaging.operation.type";

    /// <summary>The part of the topic.</summary>
    public const string MessagingDestinationPartitionId = "messaging.destination.partition.id";

    /// <summary>In whose name a topic is read.</summary>
    public const string MessagingConsumerGroupName = "messaging.consumer.group.name";

    /// <summary>The place in the part of the topic.</summary>
    public const string MessagingKafkaOffset = "messaging.kafka.offset";

    /// <summary>Whether the broker took it; the public shop's.</summary>
    public const string MessagingKafkaProducerSuccess = "messaging.kafka.producer.success";

    /// <summary>How long the broker took; the public shop's.</summary>
    public const string MessagingKafkaProducerDuration = "messaging.kafka.producer.duration_ms";

    /// <summary>What is behind a call that no service answers; the public shop's.</summary>
    public const string PeerService = "peer.service";

    /// <summary><c>tcp</c>.</summary>
    public const string NetworkTransport = "network.transport";

    /// <summary>The flag that was looked at.</summary>
    public const string FeatureFlagKey = "feature_flag.key";

    /// <summary>Whose flag it is: <c>flagd</c>.</summary>
    public const string FeatureFlagProviderName = "feature_flag.provider.name";

    /// <summary>The variant it came to.</summary>
    public const string FeatureFlagResultVariant = "feature_flag.result.variant";

    /// <summary>The value it came to.</summary>
    public const string FeatureFlagResultValue = "feature_flag.result.value";

    /// <summary>Why: <c>static</c>, <c>targeting_match</c>, …</summary>
    public const string FeatureFlagResultReason = "feature_flag.result.reason";

    /// <summary>For whom: the targeting key.</summary>
    public const string FeatureFlagContextId = "feature_flag.context.id";

    /// <summary>Who asked, by the storefront's id.</summary>
    public const string UserId = "user.id";

    /// <summary>The visit a request belongs to, as the browser numbers it.</summary>
    public const string SessionId = "session.id";

    /// <summary>The shopper, as the browser numbers them.</summary>
    public const string EndUserId = "enduser.id";

    /// <summary><c>test</c> when no human asked.</summary>
    public const string SyntheticType = "user_agent.synthetic.type";

    /// <summary>The call was refused or held up on purpose, by this rule of the flag <c>boundaryFaults</c>.</summary>
    public static readonly TelemetryDefinition FaultInjected =
        TelemetryDefinition.Attribute("demo.fault.injected", "string", "The call was refused or held up on purpose, by this rule or flag.");

    /// <summary>Which database: <c>sqlite</c>, <c>postgresql</c> or <c>redis</c>.</summary>
    public const string DbSystemName = "db.system.name";

    /// <summary>Whose database.</summary>
    public const string DbNamespace = "db.namespace";

    /// <summary><c>SELECT</c>, <c>INSERT</c>, …</summary>
    public const string DbOperationName = "db.operation.name";

    /// <summary>The table.</summary>
    public const string DbCollectionName = "db.collection.name";

    /// <summary>The operation and its table.</summary>
    public const string DbQuerySummary = "db.query.summary";

    /// <summary>The statement without values.</summary>
    public const string DbQueryText = "db.query.text";

    /// <summary>The script that a store ran, by name.</summary>
    public const string DbStoredProcedureName = "db.stored_procedure.name";
}
