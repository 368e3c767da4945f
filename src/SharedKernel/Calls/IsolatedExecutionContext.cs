namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// An execution context with no ambient state in it. A callee in the same process starts from it, as one in another process would:
/// it sees no HttpContext, no transaction and no AsyncLocal of its caller, and the caller sees none of its.
/// </summary>
internal static class IsolatedExecutionContext
{
    private static readonly ExecutionContext Empty = Capture();

    public static void Run(ContextCallback callee, object state) => ExecutionContext.Run(Empty, callee, state);

    // Only a thread that was started without its starter's context has an empty one to capture.
    private static ExecutionContext Capture()
    {
        ExecutionContext? captured = null;
        var thread = new Thread(() => captured = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return captured ?? throw new InvalidOperationException("The flow of execution contexts is suppressed");
    }
}
