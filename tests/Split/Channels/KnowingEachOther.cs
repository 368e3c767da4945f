using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.Tests.Testing;
using Grpc.Core;
using Grpc.Net.Client;

namespace AstronomyShop.Tests.Split.Channels;

/// <summary>With certificates, a module answers those whom the call table lists, and a caller speaks to the module it means and to no other.</summary>
public sealed class KnowingEachOther : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tls-").FullName;
    private readonly CertificateAuthority authority = new();

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_of_the_table_is_answered_and_health_needs_no_certificate()
    {
        await using var teller = await Teller();
        var (asker, shop) = await Asker(teller.GrpcAddress);
        await using (shop)
        {
            (await asker.Carts.GetCartAsync(new(), cancellationToken: Test)).UserId.Should().Be("anna");
        }

        teller.GrpcAddress.Scheme.Should().Be("https");
        (await teller.Management.GetAsync(new Uri("/health/ready", UriKind.Relative), Test)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_module_of_the_shop_is_told_that_it_may_not()
    {
        await using var teller = await Teller();
        authority.Issue(In("thief"), "teller");

        var refused = await FluentActions.Awaiting(() => Ask(teller.GrpcAddress, "thief")).Should().ThrowAsync<RpcException>();

        refused.Which.Status.Should().Match<Status>(status => status.StatusCode == StatusCode.PermissionDenied && status.Detail == "teller may not call oteldemo.CartService");
    }

    [Theory]
    [InlineData("nobody", "it shows none")]
    [InlineData("forged", "it is of another authority")]
    [InlineData("expired", "it is too old")]
    public async Task Without_a_good_certificate_there_is_no_connection(string caller, string because)
    {
        await using var teller = await Teller();
        using var others = new CertificateAuthority();
        others.Issue(In("forged"), "asker");
        authority.Issue(In("expired"), "asker", isExpired: true);

        var refused = await FluentActions.Awaiting(() => Ask(teller.GrpcAddress, caller)).Should().ThrowAsync<RpcException>(because);

        refused.Which.Trailers.Should().BeEmpty("nobody at the other end read the call");
        refused.Which.Status.DebugException.Should().NotBeNull();
    }

    [Fact]
    public async Task A_caller_does_not_take_another_module_for_the_one_it_means()
    {
        authority.Issue(In("teller"), "impostor");
        await using var impostor = await ShopUnderTest.Start([new TellerModule("eve", "impostor")], Secured("teller"));
        var (asker, shop) = await Asker(impostor.GrpcAddress);
        await using (shop)
        {
            var refused = await FluentActions.Awaiting(async () => await asker.Carts.GetCartAsync(new(), cancellationToken: Test)).Should().ThrowAsync<RpcException>();
            refused.Which.StatusCode.Should().Be(StatusCode.Unavailable);
        }
    }

    [Fact]
    public async Task What_is_renewed_is_taken_by_the_next_connection_without_a_restart()
    {
        await using var teller = await Teller();
        authority.Issue(In("asker"), "asker");
        (await Ask(teller.GrpcAddress, "asker")).Should().Be("anna");

        using var next = new CertificateAuthority();
        next.Issue(In("teller"), "teller");

        await FluentActions.Awaiting(() => Ask(teller.GrpcAddress, "asker")).Should().ThrowAsync<RpcException>("the old authority has been taken away");
        next.Issue(In("asker"), "asker");
        (await Ask(teller.GrpcAddress, "asker")).Should().Be("anna");
        var (asker, shop) = await Asker(teller.GrpcAddress);
        await using (shop)
        {
            authority.Issue(In("asker"), "asker");
            await FluentActions.Awaiting(async () => await asker.Carts.GetCartAsync(new(), cancellationToken: Test)).Should().ThrowAsync<RpcException>();
            next.Issue(In("asker"), "asker");
            await Eventually.Holds("the caller has taken the new one", async token => await IsAnswered(asker, token), TimeSpan.FromSeconds(60), Test);
        }
    }

    [Fact]
    public async Task Files_that_are_only_half_there_do_not_end_what_works()
    {
        await using var teller = await Teller();
        authority.Issue(In("asker"), "asker");
        await Ask(teller.GrpcAddress, "asker");

        await File.WriteAllTextAsync(Path.Combine(In("teller"), "tls.key"), "-----BEGIN", Test);

        (await Ask(teller.GrpcAddress, "asker")).Should().Be("anna");
    }

    [Fact]
    public async Task What_cannot_be_right_is_told_at_the_start()
    {
        authority.Issue(In("teller"), "somebody");
        (await Refused([new TellerModule("anna")], Secured("teller")))
            .Should().Be("Shop:Tls:Certificate: is for somebody; Teller runs here and needs a certificate with the DNS name teller");

        (await Refused([new TellerModule("anna")], [("Shop:Tls:Certificate", "x")])).Should().StartWith("Shop:Tls:Key: is missing");

        (await Refused([new TellerModule("anna")], [.. Secured("nowhere")])).Should().StartWith("Shop:Tls:Certificate: cannot be used");

        authority.Issue(In("asker"), "asker");
        (await Refused([new AskerModule(), new TellerModule("nobody")], [.. Secured("asker"), ("Shop:Run", "Asker"), ("Modules:Teller:Address", "http://teller:8081")]))
            .Should().StartWith("Modules:Teller:Address: 'http://teller:8081/' is not https");
    }

    public void Dispose()
    {
        authority.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<bool> IsAnswered(AskerModule asker, CancellationToken cancellation)
    {
        try
        {
            await asker.Carts.GetCartAsync(new(), cancellationToken: cancellation);
            return true;
        }
        catch (RpcException)
        {
            return false;
        }
    }

    private static async Task<string> Refused(IReadOnlyList<IModule> modules, IEnumerable<(string Key, string Value)> settings)
    {
        var refused = await FluentActions.Awaiting(() => ShopUnderTest.Start(modules, settings)).Should().ThrowAsync<SettingException>();
        return refused.Which.Message;
    }

    private string In(string name) => Path.Combine(folder, name);

    private IReadOnlyList<(string Key, string Value)> Secured(string name) =>
    [
        ("Shop:Tls:Certificate", Path.Combine(In(name), "tls.crt")), ("Shop:Tls:Key", Path.Combine(In(name), "tls.key")), ("Shop:Tls:Authority", Path.Combine(In(name), "ca.crt")),
    ];

    // The whole shop is known to it, so that it knows who may call.
    private Task<ShopUnderTest> Teller()
    {
        authority.Issue(In("teller"), "teller");
        return ShopUnderTest.Start([new AskerModule(), new TellerModule("anna")], [.. Secured("teller"), ("Shop:Run", "Teller")]);
    }

    private Task<(AskerModule Asker, ShopUnderTest Shop)> Asker(Uri teller)
    {
        if (!Directory.Exists(In("asker")))
        {
            authority.Issue(In("asker"), "asker");
        }

        return AskerModule.At(teller.ToString(), Secured("asker"));
    }

    // A program of its own with the certificate in the folder, or with none; each time a new connection.
    private async Task<string> Ask(Uri teller, string caller)
    {
        using var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, callee, _, _) => callee is not null } };
        if (Directory.Exists(In(caller)))
        {
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPemFile(Path.Combine(In(caller), "tls.crt"), Path.Combine(In(caller), "tls.key"))];
        }

        using var channel = GrpcChannel.ForAddress(teller, new GrpcChannelOptions { HttpHandler = handler });
        return (await new CartService.CartServiceClient(channel).GetCartAsync(new(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(10), cancellationToken: Test)).UserId;
    }
}
