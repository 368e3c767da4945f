using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>UNAVAILABLE while the database of a module is unreachable or busy, so that the caller may retry.</summary>
internal sealed class DatabaseExceptionStatus : IExceptionStatus
{
    private static readonly Status Unavailable = new(StatusCode.Unavailable, "The database is not available.");

    public Status? Of(Exception exception) => DatabaseErrors.IsTemporary(exception) ? Unavailable : null;
}
