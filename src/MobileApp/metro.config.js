const http = require('node:http');
const path = require('node:path');
const { getDefaultConfig } = require('expo/metro-config');

const config = getDefaultConfig(__dirname);

// The SDK needs only the stable attributes of the semantic conventions; the other names are left out of the bundle.
const conventions = '@opentelemetry/semantic-conventions';
const attributes = path.join(path.dirname(require.resolve(conventions)), 'stable_attributes.mjs');

config.resolver.resolveRequest = (context, name, platform) => {
  if (name === conventions) {
    return { type: 'sourceFile', filePath: attributes };
  }

  // zod includes its messages in fifty languages, a sixth of the whole script. The app defines its messages itself, so they are left out.
  if (name.endsWith('/locales/index.js') && /[\\/]zod[\\/]/.test(context.originModulePath)) {
    return { type: 'empty' };
  }

  return context.resolveRequest(context, name, platform);
};

// In a browser the app calls the origin that served it. During development this is Metro, which forwards the requests for the shop.
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
