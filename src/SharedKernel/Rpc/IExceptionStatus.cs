using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>Gives known exceptions of a handler a status other than UNKNOWN, such as UNAVAILABLE while a database does not answer.</summary>
public interface IExceptionStatus
{
    /// <summary>The status that the caller receives; null for an exception that it does not know. The message of the exception must not be in it.</summary>
    Status? Of(Exception exception);
}
