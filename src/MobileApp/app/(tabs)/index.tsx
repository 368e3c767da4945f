import { useCallback, useMemo, useState } from 'react';
import { Platform, Pressable, RefreshControl, ScrollView, Text, TextInput, View } from 'react-native';
import { usePictureDelay, useProducts } from '@/shop/queries';
import { categoriesOf, find } from '@/shop/search';
import { useShop } from '@/shop/ShopProvider';
import { useScreen } from '@/telemetry/useScreen';
import { Button, IconButton } from '@/ui/Button';
import { CurrencyButton } from '@/ui/CurrencyButton';
import { Hero } from '@/ui/Hero';
import { ProductGrid, ProductGridSkeleton } from '@/ui/ProductGrid';
import { Screen } from '@/ui/Screen';
import { Failure, Loading, Notice, Stale } from '@/ui/states';
import { Heading } from '@/ui/text';
import { space, text, useTheme } from '@/ui/theme';

export { ErrorBoundary } from '@/ui/ErrorBoundary';

export default function ProductsScreen() {
  const theme = useTheme();
  const { telemetry, client } = useShop();
  const { data: products, error, refetch, isPending } = useProducts();
  const [words, setWords] = useState('');
  const [category, setCategory] = useState<string | null>(null);
  const [isRefreshing, setIsRefreshing] = useState(false);
  usePictureDelay();
  useScreen('Products', 'Products', products !== undefined || error !== null);

  const categories = useMemo(() => categoriesOf(products ?? []), [products]);
  const found = useMemo(() => find(products ?? [], words, category), [products, words, category]);

  const refresh = useCallback(async () => {
    setIsRefreshing(true);
    await telemetry.tap('refresh', () => refetch()).finally(() => setIsRefreshing(false));
  }, [telemetry, refetch]);

  const showAll = () => {
    setWords('');
    setCategory(null);
  };

  return (
    <Screen wide title="Astronomy Shop" refresh={<RefreshControl refreshing={isRefreshing} onRefresh={refresh} tintColor={theme.soft} />}
      actions={(
        <>
          {/* React Native for Web has no pull-to-refresh, so a browser gets a button. */}
          {Platform.OS === 'web' ? <IconButton icon="refresh" label="Refresh the products" color={theme.haze} onPress={refresh} disabled={isRefreshing} /> : null}
          <CurrencyButton />
        </>
      )}>
      <Hero picture={`${client.address}/images/Banner.png?width=740`} />
      <View accessibilityRole="search" style={{ gap: space.m }}>
        <TextInput aria-label="Search the shop" placeholder="Search the shop" placeholderTextColor={theme.soft} value={words} onChangeText={setWords}
          inputMode="search" enterKeyHint="search" autoCapitalize="none" autoCorrect={false} maxLength={100}
          style={[text(16, '400', 1.3), { minHeight: 48, paddingHorizontal: space.l, borderWidth: 1, borderColor: theme.edge, borderRadius: 999, backgroundColor: theme.panel, color: theme.ink }]} />
        {categories.length > 0
          ? (
            <ScrollView horizontal showsHorizontalScrollIndicator={false} tabIndex={-1} style={{ marginHorizontal: -space.l, flexGrow: 0 }} contentContainerStyle={{ paddingHorizontal: space.l }}>
              <View role="radiogroup" aria-label="Category" style={{ flexDirection: 'row', gap: space.s }}>
                {[null, ...categories].map((one) => <Chip key={one ?? 'all'} label={one ?? 'All'} isChosen={one === category} onPress={() => setCategory(one)} />)}
              </View>
            </ScrollView>
            )
          : null}
      </View>
      <Heading>Hot products</Heading>
      {products ? <Stale error={error} /> : null}
      {isPending ? <Loading what="the products"><ProductGridSkeleton /></Loading> : null}
      {error && !products ? <Failure error={error} onAgain={() => void refresh()} /> : null}
      {products && products.length === 0 ? <Notice title="Nothing here yet" words="The shop has no products at the moment." /> : null}
      {products && products.length > 0 && found.length === 0
        ? <Notice title="No products found" words="Try other words, or another category."><Button kind="quiet" label="Show everything" onPress={showAll} /></Notice>
        : null}
      {found.length > 0 ? <ProductGrid products={found} widget="product" label="Products" /> : null}
    </Screen>
  );
}

function Chip({ label, isChosen, onPress }: { label: string; isChosen: boolean; onPress: () => void }) {
  const theme = useTheme();
  return (
    <Pressable role="radio" aria-checked={isChosen} aria-label={label} onPress={onPress}
      style={{
        minHeight: 44, justifyContent: 'center', paddingHorizontal: space.l, borderRadius: 999, borderWidth: 1,
        borderColor: isChosen ? theme.strong : theme.line, backgroundColor: isChosen ? theme.strong : theme.panel,
      }}>
      <Text style={[text(14.5, isChosen ? '600' : '400'), { color: isChosen ? theme.onStrong : theme.ink, textTransform: 'capitalize' }]}>{label}</Text>
    </Pressable>
  );
}
