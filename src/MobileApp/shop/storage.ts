import AsyncStorage from '@react-native-async-storage/async-storage';

/** What the app keeps between starts. A device that keeps nothing still shops: each read has an answer without it. */
export const keys = {
  /** The public shop's names. */
  session: 'session',
  shopAddress: 'frontend_proxy_url',
  device: 'device_id',
  telemetry: 'telemetry_enabled',
  orders: 'orders',
  unsent: 'telemetry_unsent',
} as const;

export async function read<T>(key: string, parse: (value: unknown) => T | null): Promise<T | null> {
  try {
    const text = await AsyncStorage.getItem(key);
    return text === null ? null : parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function readText(key: string): Promise<string | null> {
  try {
    return await AsyncStorage.getItem(key);
  } catch {
    return null;
  }
}

export async function write(key: string, value: unknown): Promise<void> {
  try {
    await AsyncStorage.setItem(key, typeof value === 'string' ? value : JSON.stringify(value));
  } catch {
    // Full, or forbidden. The app goes on with what it has in memory.
  }
}

export async function remove(key: string): Promise<void> {
  try {
    await AsyncStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
