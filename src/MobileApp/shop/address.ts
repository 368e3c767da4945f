import { Platform } from 'react-native';

/** The default address of the shop: the page's own origin in a browser, else a shop on the machine of the developer. */
export function defaultShopAddress(): string {
  if (Platform.OS === 'web') {
    return globalThis.location.origin;
  }

  // What the Android emulator calls the machine that it runs on.
  const host = Platform.OS === 'android' ? '10.0.2.2' : 'localhost';
  return `http://${host}:${process.env.EXPO_PUBLIC_FRONTEND_PROXY_PORT ?? '8080'}`;
}

/** An address as a person types it, or nothing when it is none: `shop.example:8080/` becomes `http://shop.example:8080`. */
export function readShopAddress(text: string): string | null {
  const trimmed = text.trim();
  const whole = /^https?:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  const parts = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?\/*$/i.exec(whole);
  return parts ? `${parts[1]!.toLowerCase()}://${parts[2]!.toLowerCase()}${parts[3] ?? ''}` : null;
}
