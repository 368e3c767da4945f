import { Platform } from 'react-native';
import app from '@/app.json';
import { isUuid, newUuid } from '@/shop/identifiers';
import { keys, readText, write } from '@/shop/storage';

/** The device, its operating system and the version of the app, for telemetry. The id is random and identifies this installation. */
export type Device = { id: string; osName: string; osVersion: string; appVersion: string };

const systems: [name: string, pattern: RegExp][] = [
  ['Android', /Android ([\d.]+)/],
  ['iOS', /(?:iPhone )?OS ([\d_]+) like Mac/],
  ['Windows', /Windows NT ([\d.]+)/],
  ['macOS', /Mac OS X ([\d_.]+)/],
  ['ChromeOS', /CrOS \w+ ([\d.]+)/],
  ['Linux', /Linux()/],
];

/** The operating system in the user agent of a browser; `unknown` if the user agent does not contain it. */
export function systemOf(userAgent: string): { osName: string; osVersion: string } {
  for (const [osName, pattern] of systems) {
    const found = pattern.exec(userAgent);
    if (found) {
      return { osName, osVersion: found[1]?.replaceAll('_', '.') || 'unknown' };
    }
  }

  return { osName: 'unknown', osVersion: 'unknown' };
}

const system = () =>
  Platform.OS === 'web'
    ? systemOf(globalThis.navigator?.userAgent ?? '')
    : { osName: Platform.OS === 'ios' ? 'iOS' : 'Android', osVersion: String(Platform.Version) };

export async function loadDevice(): Promise<Device> {
  const known = await readText(keys.device);
  const id = isUuid(known) ? known : newUuid();
  if (id !== known) {
    await write(keys.device, id);
  }

  return { id, ...system(), appVersion: app.expo.version };
}
