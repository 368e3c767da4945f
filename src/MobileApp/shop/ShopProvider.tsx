import { createContext, type PropsWithChildren, use, useEffect, useMemo, useRef, useState } from 'react';
import { AppState } from 'react-native';
import { watchForCrashes } from '@/telemetry/crashes';
import { type Device, loadDevice } from '@/telemetry/device';
import { type Batch, type Delivery, Outbox } from '@/telemetry/outbox';
import { Telemetry } from '@/telemetry/telemetry';
import { defaultShopAddress } from './address';
import { ShopClient } from './client';
import { loadSession, saveSession, type Session } from './session';
import { keys, readText, write } from './storage';

/** The data that is loaded before the first screen is shown. */
export type Start = { session: Session; device: Device; address: string; hasTelemetry: boolean };

export type Shop = Start & {
  client: ShopClient;
  telemetry: Telemetry;
  changeCurrency(code: string): void;
  changeAddress(address: string): void;
  turnTelemetry(on: boolean): void;
};

// Browsers limit the bodies of requests that continue after the page is closed (`keepalive`) to 64 KiB in total.
const longestKeepalive = 30_000;

const ShopContext = createContext<Shop | null>(null);

export function useShop(): Shop {
  const shop = use(ShopContext);
  if (!shop) {
    throw new Error('useShop needs a ShopProvider above it');
  }

  return shop;
}

/** Loads the session before any telemetry is recorded, so that the first span has its id. */
export async function loadStart(): Promise<Start> {
  const [session, device, address, telemetry] = await Promise.all([
    loadSession(), loadDevice(), readText(keys.shopAddress), readText(keys.telemetry),
  ]);
  return { session, device, address: address ?? defaultShopAddress(), hasTelemetry: telemetry !== 'off' };
}

export async function deliver(address: string, { path, body }: Batch): Promise<Delivery> {
  try {
    const answer = await fetch(`${address}/otlp-http${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      keepalive: body.length < longestKeepalive,
    });
    return answer.ok ? 'taken' : answer.status === 429 || answer.status >= 500 ? 'later' : 'refused';
  } catch {
    return 'later';
  }
}

export function ShopProvider({ start, children }: PropsWithChildren<{ start: Start }>) {
  const [session, setSession] = useState(start.session);
  const [address, setAddress] = useState(start.address);
  const [hasTelemetry, setHasTelemetry] = useState(start.hasTelemetry);
  const { device } = start;
  const { userId } = session;

  const outbox = useMemo(() => new Outbox((batch) => deliver(address, batch)), [address]);
  const telemetry = useMemo(() => new Telemetry(device, userId, outbox, hasTelemetry), [device, userId, outbox, hasTelemetry]);
  const current = useRef(telemetry);

  useEffect(() => {
    current.current = telemetry;
    return () => void telemetry.keep();
  }, [telemetry]);

  useEffect(() => {
    void (hasTelemetry ? outbox.restore() : outbox.clear());
  }, [outbox, hasTelemetry]);

  useEffect(() => {
    const listening = AppState.addEventListener('change', (state) => void (state === 'active' ? outbox.drain() : current.current.keep()));
    return () => listening.remove();
  }, [outbox]);

  useEffect(() => watchForCrashes(() => current.current), []);

  const shop = useMemo<Shop>(() => ({
    session, device, address, hasTelemetry, telemetry,
    client: new ShopClient(address, session, () => telemetry),
    changeCurrency(currencyCode) {
      setSession({ userId, currencyCode });
      void saveSession({ userId, currencyCode });
    },
    changeAddress(next) {
      setAddress(next);
      void write(keys.shopAddress, next);
    },
    turnTelemetry(on) {
      setHasTelemetry(on);
      void write(keys.telemetry, on ? 'on' : 'off');
    },
  }), [session, device, address, hasTelemetry, telemetry, userId]);

  return <ShopContext value={shop}>{children}</ShopContext>;
}
