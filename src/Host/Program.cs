using AstronomyShop.Host;
using AstronomyShop.SharedKernel.Modules;

args = JsonLogging.SpellOut(args);
try
{
    if (HealthCommand.IsRequested(args))
    {
        return await HealthCommand.RunAsync(args);
    }

    if (SplitCommand.IsRequested(args))
    {
        return await SplitCommand.RunAsync(args);
    }

    if (MigrateCommand.IsRequested(args))
    {
        return await MigrateCommand.RunAsync(args);
    }

    if (CopyDataCommand.IsRequested(args))
    {
        return await CopyDataCommand.RunAsync(args);
    }

    var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddShop(Shop.Modules);
    builder.EndWithParent();
    JsonLogging.Add(builder);

    var app = builder.Build();
    app.MapShop();
    if (!JsonLogging.AreRequested(app.Configuration))
    {
        app.AnnounceShop();
    }

    await app.RunAsync();
    return 0;
}
catch (SettingException exception)
{
    await Console.Error.WriteLineAsync(JsonLogging.AreRequested(args) ? JsonLogLine.Of(exception.Message) : exception.Message);
    return 1;
}
