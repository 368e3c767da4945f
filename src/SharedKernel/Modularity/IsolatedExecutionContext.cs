namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>
/// An execution context without ambient state. A callee in the same process starts from it, as one in another process would: it sees no
/// HttpContext, transaction or AsyncLocal of its caller, and the caller sees none of the callee.
/// </summary>
public static class IsolatedExecutionContext
{
    private static readonly ExecutionContext Empty = Capture();

    /// <summary>Runs a callee without the ambient state of its caller.</summary>
    public static void Run(ContextCallback callee, object state) => ExecutionContext.Run(Empty, callee, state);

    // Only a thread started without the context of its creator has an empty context to capture.
    private static ExecutionContext Capture()
    {
        ExecutionContext? captured = null;
        var thread = new Thread(() => captured = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return captured ?? throw new InvalidOperationException("The flow of the execution context is suppressed");
    }
}
