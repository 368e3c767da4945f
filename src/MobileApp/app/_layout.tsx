import { QueryClientProvider } from '@tanstack/react-query';
import { Stack } from 'expo-router';
import { useEffect, useState } from 'react';
import { View } from 'react-native';
import { SafeAreaProvider } from 'react-native-safe-area-context';
import { DraftProvider } from '@/shop/DraftProvider';
import { newQueryClient } from '@/shop/queries';
import { loadStart, ShopProvider, type Start } from '@/shop/ShopProvider';
import { useTheme } from '@/ui/theme';

export { ErrorBoundary } from '@/ui/ErrorBoundary';

export default function RootLayout() {
  const [start, setStart] = useState<Start | null>(null);
  const [queries] = useState(newQueryClient);
  const { ground } = useTheme();

  useEffect(() => {
    void loadStart().then(setStart);
  }, []);

  if (!start) {
    return <View style={{ flex: 1, backgroundColor: ground }} />;
  }

  return (
    <SafeAreaProvider>
      <QueryClientProvider client={queries}>
        <ShopProvider start={start}>
          <DraftProvider>
            <Stack screenOptions={{ headerShown: false, contentStyle: { backgroundColor: ground } }} />
          </DraftProvider>
        </ShopProvider>
      </QueryClientProvider>
    </SafeAreaProvider>
  );
}
