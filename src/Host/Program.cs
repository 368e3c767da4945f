using AstronomyShop.Host;
using AstronomyShop.SharedKernel.Modules;

args = JsonLogs.SpellOut(args);
try
{
    if (HealthQuestion.IsAskedFor(args))
    {
        return await HealthQuestion.Ask(args);
    }

    if (Split.IsAskedFor(args))
    {
        return await Split.Run(args);
    }

    if (Migrate.IsAskedFor(args))
    {
        return await Migrate.Run(args);
    }

    if (CopyData.IsAskedFor(args))
    {
        return await CopyData.Run(args);
    }

    var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddShop(Shop.Modules);
    builder.EndWithParent();
    JsonLogs.Add(builder);

    var app = builder.Build();
    app.MapShop();
    if (!JsonLogs.AreAskedFor(app.Configuration))
    {
        app.AnnounceShop();
    }

    await app.RunAsync();
    return 0;
}
catch (SettingException wrong)
{
    await Console.Error.WriteLineAsync(JsonLogs.AreAskedFor(args) ? JsonLine.Of(wrong.Message) : wrong.Message);
    return 1;
}
