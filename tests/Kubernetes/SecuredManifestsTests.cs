namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The split overlay with certificates between its pods, and a separate database login for each pod that has a database.</summary>
public sealed class SecuredOverlayFixture : RunningOverlayFixture
{
    protected override string[] Components => ["mtls", "logins"];
}

/// <summary>Clients without a certificate are served by pods that authenticate each other by certificates.</summary>
[Collection(nameof(PodPurchaseContract))]
public sealed class SecuredManifestsTests(SecuredOverlayFixture cluster) : PodPurchaseContract(cluster), IClassFixture<SecuredOverlayFixture>;
