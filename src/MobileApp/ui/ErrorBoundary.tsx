import type { ErrorBoundaryProps } from 'expo-router';
import { useEffect } from 'react';
import { View } from 'react-native';
import { reportCrash } from '@/telemetry/crashes';
import { Button } from './Button';
import { Notice } from './states';
import { useTheme } from './theme';

/** Shown instead of a screen that could not be rendered. */
export function ErrorBoundary({ error, retry }: ErrorBoundaryProps) {
  const { ground } = useTheme();
  useEffect(() => reportCrash(error), [error]);
  return (
    <View role="main" style={{ flex: 1, justifyContent: 'center', padding: 24, backgroundColor: ground }}>
      <Notice isAlert title="This screen could not be shown" words="The app had a problem and has reported it. Your cart is safe.">
        <Button label="Try again" icon="refresh" onPress={() => void retry()} />
      </Notice>
    </View>
  );
}
