import AsyncStorage from '@react-native-async-storage/async-storage';

/** The keys of the values that are stored between starts. The app also works without storage: each read then returns null. */
export const keys = {
  /** `session` and `frontend_proxy_url` are the public shop's names. */
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
    // The storage is full or not allowed. The app continues with the values in memory.
  }
}

export async function remove(key: string): Promise<void> {
  try {
    await AsyncStorage.removeItem(key);
  } catch {
    // The storage is not available, so nothing was stored.
  }
}
