namespace AstronomyShop.Tests.Testing;

/// <summary>A program or package that some tests need and not every machine has. A test declares what it needs with <see cref="RequiresAttribute"/>.</summary>
public enum Part
{
    /// <summary>axe-core in tests/Browser/node_modules: accessibility rules for pages.</summary>
    AxeCore,

    /// <summary>The bundle of browser telemetry that the storefront serves.</summary>
    BrowserTelemetry,

    /// <summary>A real browser.</summary>
    Chromium,

    /// <summary>Sends the requests that the documentation shows.</summary>
    Curl,

    /// <summary>Renders the Kubernetes manifests.</summary>
    Kubectl,

    /// <summary>The web build of the mobile app, which the edge serves.</summary>
    MobileApp,

    /// <summary>The permission to mount a file system, which only root has.</summary>
    Mount,

    /// <summary>Runs the OpenFeature providers for JavaScript.</summary>
    Node,

    /// <summary>The OpenFeature packages in tests/Providers/node_modules.</summary>
    OpenFeature,

    /// <summary>A database server.</summary>
    PostgreSql,

    /// <summary>Sets resource limits of a running process.</summary>
    Prlimit,

    /// <summary>Scrapes the shop and evaluates its alert rules.</summary>
    Prometheus,

    /// <summary>The message broker for order events.</summary>
    RabbitMq,

    /// <summary>Stores the carts of the split shop.</summary>
    Redis,
}
