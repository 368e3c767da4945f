import { useWindowDimensions, View } from 'react-native';
import { format } from '@/shop/money';
import type { Product } from '@/shop/types';
import { OpenLink } from './OpenLink';
import { ProductPicture } from './ProductPicture';
import { SkeletonBlock } from './states';
import { Body, Price } from './text';
import { round, space, useFontScale, useTheme } from './theme';

const gap = space.m;

/** The number of cards in a row, by the width of the screen and the size of the text. */
function useColumns(): number {
  const { width } = useWindowDimensions();
  return Math.max(1, Math.min(5, Math.floor((Math.min(width, 1120) - space.l * 2 + gap) / (160 * useFontScale() + gap))));
}

const cellWidth = (columns: number) => `${100 / columns}%` as const;

export function ProductGrid({ products, widget, label }: { products: Product[]; widget: string; label: string }) {
  const theme = useTheme();
  const columns = useColumns();
  return (
    <View role="list" aria-label={label} style={{ flexDirection: 'row', flexWrap: 'wrap', margin: -gap / 2 }}>
      {products.map((product) => (
        <View role="listitem" key={product.id} style={{ width: cellWidth(columns), padding: gap / 2 }}>
          <OpenLink href={{ pathname: '/product/[id]', params: { id: product.id } }} widget={widget} label={`${product.name}, ${format(product.priceUsd)}`}
            style={{ flex: 1, backgroundColor: theme.panel, borderColor: theme.line, borderWidth: 1, borderRadius: round, overflow: 'hidden' }}>
            <ProductPicture product={product} width={640} style={{ width: '100%', aspectRatio: 1 }} />
            <View style={{ padding: space.m, gap: space.xs, flex: 1, justifyContent: 'space-between' }}>
              <Body style={{ fontWeight: '600' }}>{product.name}</Body>
              <Price>{format(product.priceUsd)}</Price>
            </View>
          </OpenLink>
        </View>
      ))}
    </View>
  );
}

export function ProductGridSkeleton() {
  const columns = useColumns();
  return (
    <View style={{ flexDirection: 'row', flexWrap: 'wrap', margin: -gap / 2 }}>
      {Array.from({ length: 6 }, (_, at) => (
        <View key={at} style={{ width: cellWidth(columns), padding: gap / 2, gap: space.s }}>
          <View style={{ aspectRatio: 1 }}><SkeletonBlock height="100%" /></View>
          <SkeletonBlock height={18} />
          <SkeletonBlock height={18} width="40%" />
        </View>
      ))}
    </View>
  );
}
