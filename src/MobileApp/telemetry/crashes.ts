import { Platform } from 'react-native';
import type { Telemetry } from './telemetry';

type Handler = (error: unknown, isFatal?: boolean) => void;
type NativeErrors = { getGlobalHandler(): Handler; setGlobalHandler(handler: Handler): void };

const longestWait = 1_000;

let watching: (() => Telemetry) | null = null;

/** Reports the error for which an error boundary replaced a screen. */
export const reportCrash = (error: unknown): void => watching?.().crash(error);

/** Listens for unhandled errors. Returns a function that stops listening. */
export function watchForCrashes(telemetry: () => Telemetry): () => void {
  watching = telemetry;
  return Platform.OS === 'web' ? watchBrowser(telemetry) : watchNative(telemetry);
}

function watchBrowser(telemetry: () => Telemetry): () => void {
  const failed = ({ error, message }: ErrorEvent) => telemetry().crash(error ?? message);
  const rejected = ({ reason }: PromiseRejectionEvent) => telemetry().crash(reason);
  globalThis.addEventListener('error', failed);
  globalThis.addEventListener('unhandledrejection', rejected);
  return () => {
    globalThis.removeEventListener('error', failed);
    globalThis.removeEventListener('unhandledrejection', rejected);
  };
}

// React Native's handler ends the app, so it is called only after the event is stored, or after a second.
function watchNative(telemetry: () => Telemetry): () => void {
  const errors = (globalThis as unknown as { ErrorUtils: NativeErrors }).ErrorUtils;
  const before = errors.getGlobalHandler();
  errors.setGlobalHandler((error, isFatal) => {
    telemetry().crash(error);
    const timeout = new Promise((done) => setTimeout(done, longestWait));
    void Promise.race([telemetry().keep(), timeout]).finally(() => before(error, isFatal));
  });
  return () => errors.setGlobalHandler(before);
}
