// Evaluates flags of the shop with one of OpenFeature's providers. Reads requests from standard input, one JSON object per line, and writes
// results and events to standard output in the same way.
//   node providers.mjs <provider> <host> <port> <path>
import { createInterface } from 'node:readline';

const [provider, host, port, path] = process.argv.slice(2);
// The default timeouts of the providers are as short as half a second, which a busy machine exceeds.
const patience = 60_000;
const baseUrl = `http://${host}:${port}/${path}`;

const server = async (create) => {
  const { OpenFeature } = await import('@openfeature/server-sdk');
  const client = OpenFeature.getClient();
  return { OpenFeature, client, provider: await create(), ask: (read, key, fallback, context) => client[read](key, fallback, context) };
};

// On the web the evaluation context belongs to the page: it is set first, and then flags are read from the values fetched for it.
const web = async (create) => {
  const { OpenFeature } = await import('@openfeature/web-sdk');
  const client = OpenFeature.getClient();
  const ask = async (read, key, fallback, context) => {
    await OpenFeature.setContext(context);
    return client[read](key, fallback);
  };
  return { OpenFeature, client, provider: await create(), ask };
};

const flagd = (options) => server(async () => {
  const { FlagdProvider } = await import('@openfeature/flagd-provider');
  return new FlagdProvider({ host, port: Number(port), tls: false, deadlineMs: patience, ...options });
});

const kinds = {
  'flagd': () => flagd({ resolverType: 'rpc' }),
  'flagd in process': () => flagd({ resolverType: 'in-process' }),
  'flagd on the web': () => web(async () => {
    const { FlagdWebProvider } = await import('@openfeature/flagd-web-provider');
    return new FlagdWebProvider({ host, port: Number(port), tls: false, pathPrefix: path });
  }),
  'ofrep': () => server(async () => {
    const { OFREPProvider } = await import('@openfeature/ofrep-provider');
    return new OFREPProvider({ baseUrl, timeoutMs: patience });
  }),
  'ofrep on the web': () => web(async () => {
    const { OFREPWebProvider } = await import('@openfeature/ofrep-web-provider');
    return new OFREPWebProvider({ baseUrl, pollInterval: 200, timeoutMs: patience });
  }),
};

const say = (line) => console.log(JSON.stringify(line));

const { OpenFeature, client, provider: chosen, ask } = await kinds[provider]();
await OpenFeature.setProviderAndWait(chosen);
client.addHandler('PROVIDER_CONFIGURATION_CHANGED', (details) => say({ event: 'changed', flags: details?.flagsChanged ?? [] }));
say({ event: 'ready' });

for await (const line of createInterface({ input: process.stdin })) {
  const { type, key, fallback, context } = JSON.parse(line);
  const { value, variant, reason, errorCode } = await ask(`get${type}Details`, key, fallback, context ?? {});
  say({ value, variant, reason, errorCode });
}

await OpenFeature.close();
process.exit(0);
