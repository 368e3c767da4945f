import { Platform } from 'react-native';

/** The default address of the shop: the origin of the page in a browser, otherwise a shop on the developer's machine. */
export function defaultShopAddress(): string {
  if (Platform.OS === 'web') {
    return globalThis.location.origin;
  }

  // The address of the host machine in the Android emulator.
  const host = Platform.OS === 'android' ? '10.0.2.2' : 'localhost';
  return `http://${host}:${process.env.EXPO_PUBLIC_FRONTEND_PROXY_PORT ?? '8080'}`;
}

/** Normalizes a typed address: `shop.example:8080/` becomes `http://shop.example:8080`. Returns null if the text is not an address. */
export function readShopAddress(text: string): string | null {
  const trimmed = text.trim();
  const whole = /^https?:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  const parts = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?\/*$/i.exec(whole);
  return parts ? `${parts[1]!.toLowerCase()}://${parts[2]!.toLowerCase()}${parts[3] ?? ''}` : null;
}
