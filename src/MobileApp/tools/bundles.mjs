// Checks that the JavaScript of the apps for Android and iOS can be built as Hermes bytecode. The output is deleted.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const app = dirname(dirname(fileURLToPath(import.meta.url)));
const expo = createRequire(import.meta.url).resolve('expo/bin/cli');
const output = mkdtempSync(join(tmpdir(), 'bundles-'));
const { status } = spawnSync(process.execPath, [expo, 'export', '--platform', 'android', '--platform', 'ios', '--output-dir', output], {
  cwd: app,
  stdio: 'inherit',
  env: { ...process.env, CI: '1', EXPO_OFFLINE: '1', EXPO_NO_TELEMETRY: '1' },
});
rmSync(output, { recursive: true, force: true });
process.exit(status ?? 1);
