// Exports the web app to dist, from which the shop's build embeds it, and writes a Brotli and a gzip file for each text file.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const app = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(app, 'dist');

// The limit of the gzipped scripts. An empty Expo app has 413 KB.
const mostKilobytes = 700;
const packed = /\.(js|css|html|json)$/;

rmSync(dist, { recursive: true, force: true });
const expo = createRequire(import.meta.url).resolve('expo/bin/cli');
const { status } = spawnSync(process.execPath, [expo, 'export', '--platform', 'web', '--output-dir', 'dist'], {
  cwd: app,
  stdio: 'inherit',
  // No requests are sent to Expo's servers.
  env: { ...process.env, CI: '1', EXPO_OFFLINE: '1', EXPO_NO_TELEMETRY: '1' },
});
if (status !== 0) {
  process.exit(status ?? 1);
}

let script = 0;
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && packed.test(entry.name)) {
    const path = join(entry.parentPath, entry.name);
    const plain = readFileSync(path);
    const content = gzipSync(plain, { level: 9 });
    writeFileSync(`${path}.br`, brotliCompressSync(plain));
    writeFileSync(`${path}.gz`, content);
    script += entry.name.endsWith('.js') ? content.length : 0;
  }
}

const kilobytes = Math.round(script / 1024);
process.stdout.write(`The scripts are ${kilobytes} KB gzipped, of ${mostKilobytes} they may have.\n`);
process.exit(kilobytes <= mostKilobytes ? 0 : 1);
