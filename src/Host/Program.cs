using AstronomyShop.Host;

return await ShopProgram.RunAsync(args, Shop.Modules);
