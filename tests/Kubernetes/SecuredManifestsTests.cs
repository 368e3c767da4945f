namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The split overlay with certificates between its pods, and a login of the database for each that keeps one.</summary>
public sealed class SecuredOverlayFixture : RunningOverlayFixture
{
    protected override string[] Components => ["mtls", "logins"];
}

/// <summary>Who comes to the door without a certificate is served by pods that show theirs to each other.</summary>
[Collection(nameof(PodPurchaseContract))]
public sealed class SecuredManifestsTests(SecuredOverlayFixture cluster) : PodPurchaseContract(cluster), IClassFixture<SecuredOverlayFixture>;
