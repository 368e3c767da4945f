import { useLocalSearchParams } from 'expo-router';
import { useRef, useState } from 'react';
import { View } from 'react-native';
import { ShopError, wordsOf } from '@/shop/errors';
import { format } from '@/shop/money';
import { useAds, useCartChanges, usePictureDelay, useProduct, useRecommendations } from '@/shop/queries';
import { useShop } from '@/shop/ShopProvider';
import type { Ad, Product } from '@/shop/types';
import { useScreen } from '@/telemetry/useScreen';
import { Button } from '@/ui/Button';
import { CurrencyButton } from '@/ui/CurrencyButton';
import { Icon } from '@/ui/Icon';
import { LinkButton, OpenLink } from '@/ui/OpenLink';
import { ProductGrid } from '@/ui/ProductGrid';
import { ProductPicture } from '@/ui/ProductPicture';
import { Screen } from '@/ui/Screen';
import { SkeletonBlock, Failure, Loading, Notice, Stale } from '@/ui/states';
import { Stepper } from '@/ui/Stepper';
import { Body, Heading, Price, Soft, Wrong } from '@/ui/text';
import { round, space, text, useTheme } from '@/ui/theme';

const mostAtOnce = 10;

export { ErrorBoundary } from '@/ui/ErrorBoundary';

export default function ProductScreen() {
  const { id } = useLocalSearchParams<{ id: string }>();
  const { data: product, error, refetch, isPending } = useProduct(id);
  const ads = useAds(product?.categories);
  const recommendations = useRecommendations(id);
  usePictureDelay();
  useScreen('Product', product?.name ?? 'Product', product !== undefined || error !== null);
  const isUnknown = error instanceof ShopError && error.status === 404;

  return (
    <Screen hasBack title={product?.name ?? 'Product'} actions={<CurrencyButton />} foot={product ? <AddToCart product={product} /> : null}>
      {isPending ? <Loading what="the product"><SkeletonBlock height={300} /><SkeletonBlock height={24} width="70%" /><SkeletonBlock height={90} /></Loading> : null}
      {isUnknown
        ? <Notice isAlert title="No such product" words="The shop does not have this product."><LinkButton isBack href="/" widget="all products" text="See the products" /></Notice>
        : null}
      {error && !product && !isUnknown ? <Failure error={error} onAgain={() => void refetch()} /> : null}
      {product
        ? (
          <>
            <Stale error={error} />
            <Details product={product} />
            {ads.data?.[0] ? <AdBand ad={ads.data[0]} /> : null}
            {recommendations.data && recommendations.data.length > 0
              ? (
                <View style={{ gap: space.m, marginTop: space.s }}>
                  <Heading>You may also like</Heading>
                  <ProductGrid products={recommendations.data} widget="recommendation" label="You may also like" />
                </View>
                )
              : null}
          </>
          )
        : null}
    </Screen>
  );
}

function Details({ product }: { product: Product }) {
  const theme = useTheme();
  return (
    <View style={{ gap: space.m }}>
      <ProductPicture product={product} width={960} alt={product.name} style={{ width: '100%', maxWidth: 480, alignSelf: 'center', aspectRatio: 1, borderRadius: 20 }} />
      <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space.s }}>
        {product.categories.map((category) => (
          <View key={category} style={{ borderWidth: 1, borderColor: theme.line, borderRadius: 999, paddingHorizontal: space.m, paddingVertical: 3 }}>
            <Soft style={{ textTransform: 'capitalize' }}>{category}</Soft>
          </View>
        ))}
      </View>
      <Price style={text(26, '700', 1.2)}>{format(product.priceUsd)}</Price>
      <Body style={text(16.5, '400', 1.55)}>{product.description}</Body>
    </View>
  );
}

function AdBand({ ad }: { ad: Ad }) {
  const theme = useTheme();
  const productId = /^\/product\/(\w+)$/.exec(ad.redirectUrl)?.[1];
  const look = { flexDirection: 'row', alignItems: 'center', gap: space.m, padding: space.l, borderWidth: 1, borderStyle: 'dashed', borderColor: theme.goldDeep, borderRadius: round, backgroundColor: theme.panel } as const;
  const content = (
    <>
      <Icon name="star" color={theme.price} size={18} />
      <Body style={{ flex: 1 }}>{ad.text}</Body>
    </>
  );
  return productId
    ? <OpenLink href={{ pathname: '/product/[id]', params: { id: productId } }} widget="ad" label={`Offer: ${ad.text}`} style={look}>{content}</OpenLink>
    : <View style={look}>{content}</View>;
}

function AddToCart({ product }: { product: Product }) {
  const { telemetry } = useShop();
  const { change } = useCartChanges();
  const [quantity, setQuantity] = useState(1);
  const [added, setAdded] = useState(0);
  const [isAdding, setIsAdding] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isBusy = useRef(false);

  const addToCart = async () => {
    // A second tap may come before the button is rendered as disabled.
    if (isBusy.current) {
      return;
    }

    isBusy.current = true;
    setIsAdding(true);
    setProblem(null);
    try {
      await telemetry.tap('add to cart', (context) => change(product.id, quantity, context));
      setAdded(quantity);
      setQuantity(1);
    } catch (error) {
      setAdded(0);
      setProblem(error instanceof ShopError ? (Object.values(error.fields)[0] ?? wordsOf(error)) : wordsOf(error));
    } finally {
      isBusy.current = false;
      setIsAdding(false);
    }
  };

  return (
    <View>
      {problem ? <Wrong style={{ marginBottom: space.s }}>{problem}</Wrong> : null}
      <View role="status" aria-live="polite">
        {added > 0
          ? (
            <View style={{ flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: space.s, marginBottom: space.s }}>
              <Body>{added === 1 ? 'Added to your cart.' : `Added ${added} to your cart.`}</Body>
              <LinkButton isBack kind="quiet" href="/cart" widget="show the cart" text="Show the cart" />
            </View>
            )
          : null}
      </View>
      <View style={{ flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', gap: space.m }}>
        <Stepper value={quantity} of={product.name} most={mostAtOnce} onChange={setQuantity} />
        <Button label={isAdding ? 'Adding …' : 'Add to cart'} disabled={isAdding} onPress={() => void addToCart()} style={{ flexGrow: 1 }} />
      </View>
    </View>
  );
}
