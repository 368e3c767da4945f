import AsyncStorage from '@react-native-async-storage/async-storage';
import { act } from '@testing-library/react-native';
import { renderRouter, screen } from 'expo-router/testing-library';
import { FakeShop } from './fakeShop';

/** Opens the whole app at a screen, with a fake shop. */
export async function openApp(initialUrl: string, shop = new FakeShop()): Promise<FakeShop> {
  jest.useFakeTimers();
  renderRouter('./app', { initialUrl });
  // The session is read from the storage before the first screen.
  await act(async () => {});
  return shop;
}

/** Advances the fake timers, and runs the timers that are due. */
export const pass = (milliseconds: number) => act(async () => void (await jest.advanceTimersByTimeAsync(milliseconds)));

export const forgetEverything = () => AsyncStorage.clear();

export { screen };
