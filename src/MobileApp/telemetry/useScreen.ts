import { useFocusEffect } from 'expo-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Platform } from 'react-native';
import { useShop } from '@/shop/ShopProvider';
import type { ShownScreen } from './telemetry';

/**
 * The span of a screen, from the moment it becomes the current screen until its content is shown. It starts in the first render, before
 * the screen sends requests, so that the requests of the screen belong to it.
 */
export function useScreen(name: string, title: string, isShown: boolean): void {
  const { telemetry } = useShop();
  const [first] = useState(() => telemetry.beginScreen(name));
  const screen = useRef<ShownScreen | null>(first);

  useFocusEffect(
    useCallback(() => {
      screen.current ??= telemetry.beginScreen(name);
      if (Platform.OS === 'web') {
        document.title = `${title} · Astronomy Shop`;
      }

      return () => {
        screen.current?.left();
        screen.current = null;
      };
    }, [telemetry, name, title]),
  );

  useEffect(() => {
    if (isShown) {
      screen.current?.shown();
    }
  });
}
