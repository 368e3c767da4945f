using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Testing;
using Grpc.Core;
using Grpc.Net.Client;

namespace AstronomyShop.Tests.Split.Channels;

/// <summary>With certificates, a module accepts only the callers of the call table, and a caller accepts only the certificate of the module it calls.</summary>
public sealed class MutualTlsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tls-").FullName;
    private readonly CertificateAuthority authority = new();

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_declared_caller_is_accepted_and_health_needs_no_certificate()
    {
        await using var callee = await StartAnsweringAsync();
        var (caller, shop) = await StartCallingAsync(callee.GrpcAddress);
        await using (shop)
        {
            (await caller.Carts.GetCartAsync(new(), cancellationToken: TestCancellation)).UserId.Should().Be("anna");
        }

        callee.GrpcAddress.Scheme.Should().Be("https");
        (await callee.Management.GetAsync(new Uri("/health/ready", UriKind.Relative), TestCancellation)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_undeclared_caller_is_rejected_with_PERMISSION_DENIED()
    {
        await using var callee = await StartAnsweringAsync();
        authority.Issue(In("thief"), "teller");

        var refused = await FluentActions.Awaiting(() => AskAsync(callee.GrpcAddress, "thief")).Should().ThrowAsync<RpcException>();

        refused.Which.Status.Should().Match<Status>(status => status.StatusCode == StatusCode.PermissionDenied && status.Detail == "teller may not call oteldemo.CartService");
    }

    [Theory]
    [InlineData("nobody", "it shows none")]
    [InlineData("forged", "it is of another authority")]
    [InlineData("expired", "it is too old")]
    public async Task Without_a_valid_certificate_there_is_no_connection(string caller, string because)
    {
        await using var callee = await StartAnsweringAsync();
        using var others = new CertificateAuthority();
        others.Issue(In("forged"), "asker");
        authority.Issue(In("expired"), "asker", isExpired: true);

        var refused = await FluentActions.Awaiting(() => AskAsync(callee.GrpcAddress, caller)).Should().ThrowAsync<RpcException>(because);

        refused.Which.Trailers.Should().BeEmpty("the callee did not read the call");
        refused.Which.Status.DebugException.Should().NotBeNull();
    }

    [Fact]
    public async Task A_caller_rejects_the_certificate_of_another_module()
    {
        authority.Issue(In("teller"), "impostor");
        await using var impostor = await ShopUnderTest.StartAsync([new AnsweringModule("eve", "impostor")], Secured("teller"));
        var (caller, shop) = await StartCallingAsync(impostor.GrpcAddress);
        await using (shop)
        {
            var refused = await FluentActions.Awaiting(async () => await caller.Carts.GetCartAsync(new(), cancellationToken: TestCancellation)).Should().ThrowAsync<RpcException>();
            refused.Which.StatusCode.Should().Be(StatusCode.Unavailable);
        }
    }

    [Fact]
    public async Task A_connection_that_is_not_established_in_time_is_UNAVAILABLE()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var (caller, shop) = await StartCallingAsync(new Uri($"https://{silent.LocalEndpoint}"));
        await using (shop)
        {
            var failed = await FluentActions.Awaiting(async () => await caller.Carts.GetCartAsync(new(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1), cancellationToken: TestCancellation))
                .Should().ThrowAsync<RpcException>();

            failed.Which.StatusCode.Should().Be(StatusCode.Unavailable, "the caller did not cancel the call");
        }
    }

    [Fact]
    public async Task A_renewed_certificate_is_used_by_the_next_connection_without_a_restart()
    {
        await using var callee = await StartAnsweringAsync();
        authority.Issue(In("asker"), "asker");
        (await AskAsync(callee.GrpcAddress, "asker")).Should().Be("anna");

        using var next = new CertificateAuthority();
        next.Issue(In("teller"), "teller");

        await FluentActions.Awaiting(() => AskAsync(callee.GrpcAddress, "asker")).Should().ThrowAsync<RpcException>("the old authority is no longer trusted");
        next.Issue(In("asker"), "asker");
        (await AskAsync(callee.GrpcAddress, "asker")).Should().Be("anna");
        var (caller, shop) = await StartCallingAsync(callee.GrpcAddress);
        await using (shop)
        {
            authority.Issue(In("asker"), "asker");
            await FluentActions.Awaiting(async () => await caller.Carts.GetCartAsync(new(), cancellationToken: TestCancellation)).Should().ThrowAsync<RpcException>();
            next.Issue(In("asker"), "asker");
            await Eventually.HoldsAsync("the caller uses the new certificate", async cancellationToken => await IsAnsweredAsync(caller, cancellationToken), TimeSpan.FromSeconds(60), TestCancellation);
        }
    }

    [Fact]
    public async Task Incomplete_certificate_files_do_not_break_existing_certificates()
    {
        await using var callee = await StartAnsweringAsync();
        authority.Issue(In("asker"), "asker");
        await AskAsync(callee.GrpcAddress, "asker");

        await File.WriteAllTextAsync(Path.Combine(In("teller"), "tls.key"), "-----BEGIN", TestCancellation);

        (await AskAsync(callee.GrpcAddress, "asker")).Should().Be("anna");
    }

    [Fact]
    public async Task Invalid_certificate_settings_are_rejected_at_startup()
    {
        authority.Issue(In("teller"), "somebody");
        (await RefusedAsync([new AnsweringModule("anna")], Secured("teller")))
            .Should().Be("Shop:Tls:Certificate: is for somebody; Teller runs here and needs a certificate with the DNS name teller");

        (await RefusedAsync([new AnsweringModule("anna")], [("Shop:Tls:Certificate", "x")])).Should().StartWith("Shop:Tls:Key: is missing");

        (await RefusedAsync([new AnsweringModule("anna")], [.. Secured("nowhere")])).Should().StartWith("Shop:Tls:Certificate: cannot be used");

        authority.Issue(In("asker"), "asker");
        (await RefusedAsync([new CallingModule(), new AnsweringModule("nobody")], [.. Secured("asker"), ("Shop:Run", "Asker"), ("Modules:Teller:Address", "http://teller:8081")]))
            .Should().StartWith("Modules:Teller:Address: 'http://teller:8081/' is not https");
    }

    public void Dispose()
    {
        authority.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<bool> IsAnsweredAsync(CallingModule caller, CancellationToken cancellationToken)
    {
        try
        {
            await caller.Carts.GetCartAsync(new(), cancellationToken: cancellationToken);
            return true;
        }
        catch (RpcException)
        {
            return false;
        }
    }

    private static async Task<string> RefusedAsync(IReadOnlyList<IModule> modules, IEnumerable<(string Key, string Value)> settings)
    {
        var refused = await FluentActions.Awaiting(() => ShopUnderTest.StartAsync(modules, settings)).Should().ThrowAsync<SettingException>();
        return refused.Which.Message;
    }

    private string In(string name) => Path.Combine(folder, name);

    private IReadOnlyList<(string Key, string Value)> Secured(string name) =>
    [
        ("Shop:Tls:Certificate", Path.Combine(In(name), "tls.crt")), ("Shop:Tls:Key", Path.Combine(In(name), "tls.key")), ("Shop:Tls:Authority", Path.Combine(In(name), "ca.crt")),
    ];

    // The process has the descriptor of the caller too, so that it knows the declared callers.
    private Task<ShopUnderTest> StartAnsweringAsync()
    {
        authority.Issue(In("teller"), "teller");
        return ShopUnderTest.StartAsync([new CallingModule(), new AnsweringModule("anna")], [.. Secured("teller"), ("Shop:Run", "Teller")]);
    }

    private Task<(CallingModule Caller, ShopUnderTest Shop)> StartCallingAsync(Uri callee)
    {
        if (!Directory.Exists(In("asker")))
        {
            authority.Issue(In("asker"), "asker");
        }

        return CallingModule.StartAsync(callee.ToString(), Secured("asker"));
    }

    // A client outside the shop, with the certificate in the folder or with none. Each call uses a new connection.
    private async Task<string> AskAsync(Uri callee, string caller)
    {
        using var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, callee, _, _) => callee is not null } };
        if (Directory.Exists(In(caller)))
        {
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPemFile(Path.Combine(In(caller), "tls.crt"), Path.Combine(In(caller), "tls.key"))];
        }

        using var channel = GrpcChannel.ForAddress(callee, new GrpcChannelOptions { HttpHandler = handler });
        return (await new CartService.CartServiceClient(channel).GetCartAsync(new(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(10), cancellationToken: TestCancellation)).UserId;
    }
}
