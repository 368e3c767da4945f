const http = require('node:http');
const path = require('node:path');
const { getDefaultConfig } = require('expo/metro-config');

const config = getDefaultConfig(__dirname);

// Of all names that OpenTelemetry knows the SDK needs those of stable attributes.
const conventions = '@opentelemetry/semantic-conventions';
const attributes = path.join(path.dirname(require.resolve(conventions)), 'stable_attributes.mjs');

config.resolver.resolveRequest = (context, name, platform) => {
  if (name === conventions) {
    return { type: 'sourceFile', filePath: attributes };
  }

  // zod brings its messages in fifty languages, a sixth of the whole script. The app has its own.
  if (name.endsWith('/locales/index.js') && /[\\/]zod[\\/]/.test(context.originModulePath)) {
    return { type: 'empty' };
  }

  return context.resolveRequest(context, name, platform);
};

// In a browser the app talks to the address that it came from. While it is developed that is Metro, which passes on what is for the shop.
const shop = new URL(process.env.SHOP ?? `http://localhost:${process.env.EXPO_PUBLIC_FRONTEND_PROXY_PORT ?? 8080}`);
const forShop = /^\/(api|images|otlp-http|flagservice)\//;

function passOn(request, response) {
  const { hostname, port } = shop;
  const onward = http.request({ hostname, port, method: request.method, path: request.url, headers: { ...request.headers, host: shop.host } }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.writeHead(502).end());
  request.pipe(onward);
}

config.server.enhanceMiddleware = (middleware) => (request, response, next) =>
  forShop.test(request.url) ? passOn(request, response) : middleware(request, response, next);

module.exports = config;
