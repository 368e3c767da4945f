import type { Context } from '@opentelemetry/api';
import { useRef, useState } from 'react';
import { View } from 'react-native';
import { useDraft } from '@/shop/DraftProvider';
import { wordsOf } from '@/shop/errors';
import { format, times } from '@/shop/money';
import { useCart, useCartChanges, usePictureDelay } from '@/shop/queries';
import { useShop } from '@/shop/ShopProvider';
import type { CartLine } from '@/shop/types';
import { useCartTotals } from '@/shop/useCartTotals';
import { useScreen } from '@/telemetry/useScreen';
import { Button } from '@/ui/Button';
import { CurrencyButton } from '@/ui/CurrencyButton';
import { Field } from '@/ui/Field';
import { LinkButton, OpenLink } from '@/ui/OpenLink';
import { ProductPicture } from '@/ui/ProductPicture';
import { Panel, Screen } from '@/ui/Screen';
import { SkeletonBlock, Failure, Loading, Notice, Stale } from '@/ui/states';
import { Stepper } from '@/ui/Stepper';
import { Body, Heading, Price, Soft, Wrong } from '@/ui/text';
import { space, useTheme } from '@/ui/theme';
import { Totals } from '@/ui/Totals';

const mostOfOne = 10;

export { ErrorBoundary } from '@/ui/ErrorBoundary';

export default function CartScreen() {
  const { telemetry } = useShop();
  const { data: cart, error, refetch, isPending } = useCart();
  const changes = useCartChanges();
  const [isChanging, setIsChanging] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isBusy = useRef(false);
  usePictureDelay();
  useScreen('Cart', 'Cart', cart !== undefined || error !== null);

  const act = async (widget: string, work: (context: Context) => Promise<void>) => {
    if (isBusy.current) {
      return;
    }

    isBusy.current = true;
    setIsChanging(true);
    setProblem(null);
    await telemetry.tap(widget, work).catch((failure) => setProblem(wordsOf(failure)));
    isBusy.current = false;
    setIsChanging(false);
  };

  const lines = cart?.items ?? [];
  return (
    <Screen title="Cart" actions={<CurrencyButton />} foot={lines.length > 0 ? <LinkButton href="/checkout" widget="to checkout" text="Go to checkout" /> : null}>
      {isPending ? <Loading what="your cart"><SkeletonBlock height={96} /><SkeletonBlock height={96} /><SkeletonBlock height={120} /></Loading> : null}
      {error && !cart ? <Failure error={error} onAgain={() => void refetch()} /> : null}
      {cart ? <Stale error={error} /> : null}
      {cart && lines.length === 0
        ? <Notice title="Your cart is empty" words="There is a telescope for every night sky."><LinkButton href="/" widget="all products" text="See the products" /></Notice>
        : null}
      {lines.length > 0
        ? (
          <>
            {problem ? <Wrong>{problem}</Wrong> : null}
            <Panel>
              <View role="list" aria-label="Products in your cart">
                {lines.map((line, at) => (
                  <Line key={line.productId} line={line} isFirst={at === 0} isChanging={isChanging}
                    onChange={(quantity) => void act(quantity === 0 ? 'remove' : 'change quantity', (context) => changes.change(line.productId, quantity - line.quantity, context))} />
                ))}
              </View>
            </Panel>
            <Delivery />
            <CartTotals lines={lines} />
            <Button kind="quiet" label="Empty the cart" disabled={isChanging} onPress={() => void act('empty cart', changes.empty)} />
          </>
          )
        : null}
    </Screen>
  );
}

function Line({ line, isFirst, isChanging, onChange }: { line: CartLine; isFirst: boolean; isChanging: boolean; onChange: (quantity: number) => void }) {
  const theme = useTheme();
  const { product, productId, quantity } = line;
  const name = product?.name ?? productId;
  return (
    <View role="listitem" style={{ flexDirection: 'row', gap: space.m, paddingVertical: space.m, borderTopWidth: isFirst ? 0 : 1, borderColor: theme.line }}>
      <ProductPicture product={product} width={320} style={{ width: 76, height: 76, borderRadius: 12 }} />
      <View style={{ flex: 1, gap: space.s }}>
        <OpenLink href={{ pathname: '/product/[id]', params: { id: productId } }} widget="product in cart"><Body style={{ fontWeight: '600' }}>{name}</Body></OpenLink>
        {product ? null : <Soft>This product is no longer available. Please remove it.</Soft>}
        <View style={{ flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: space.s }}>
          <Stepper value={quantity} of={name} least={1} most={Math.max(mostOfOne, quantity)} disabled={isChanging || !product} onChange={onChange} />
          {product?.priceUsd ? <Price>{format(times(product.priceUsd, quantity))}</Price> : null}
        </View>
        <View style={{ alignItems: 'flex-start' }}>
          <Button kind="quiet" label="Remove" hint={`Remove ${name}`} disabled={isChanging} onPress={() => onChange(0)} style={{ minHeight: 44, paddingHorizontal: space.l, paddingVertical: space.xs }} />
        </View>
      </View>
    </View>
  );
}

/** The delivery address, for which the shipping cost is estimated. */
function Delivery() {
  const { fields, change } = useDraft();
  const [isOpen, setIsOpen] = useState(false);
  const { address } = fields;
  const field = (name: keyof typeof address) => ({
    value: address[name],
    onChangeText: (typed: string) => change({ ...fields, address: { ...address, [name]: typed } }),
  });
  return (
    <Panel title="Deliver to">
      <Heading level={2}>Deliver to</Heading>
      {isOpen
        ? (
          <>
            <Field label="Street address" {...field('streetAddress')} />
            <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space.m }}>
              <Field label="Zip code" besides={140} {...field('zipCode')} />
              <Field label="City" besides={140} {...field('city')} />
            </View>
            <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space.m }}>
              <Field label="State" isOptional besides={140} {...field('state')} />
              <Field label="Country" besides={140} {...field('country')} />
            </View>
          </>
          )
        : (
          <Soft>{[address.streetAddress, `${address.zipCode} ${address.city}`.trim(), address.country].filter(Boolean).join(', ')}</Soft>
          )}
      <Button kind="quiet" label={isOpen ? 'Done' : 'Change the address'} onPress={() => setIsOpen(!isOpen)} />
    </Panel>
  );
}

function CartTotals({ lines }: { lines: CartLine[] }) {
  const { fields } = useDraft();
  return <Panel title="What it costs"><Totals {...useCartTotals(lines, fields.address)} /></Panel>;
}
