import { useLocalSearchParams } from 'expo-router';
import { View } from 'react-native';
import { ShopError } from '@/shop/errors';
import { format, times, totalOf } from '@/shop/money';
import { useOrder } from '@/shop/queries';
import type { Order } from '@/shop/types';
import { useScreen } from '@/telemetry/useScreen';
import { LinkButton } from '@/ui/OpenLink';
import { ProductPicture } from '@/ui/ProductPicture';
import { Panel, Screen } from '@/ui/Screen';
import { SkeletonBlock, Failure, Loading, Notice, Stale } from '@/ui/states';
import { Body, Heading, Price, Soft } from '@/ui/text';
import { space, text, useTheme } from '@/ui/theme';
import { Totals } from '@/ui/Totals';

export { ErrorBoundary } from '@/ui/ErrorBoundary';

export default function OrderScreen() {
  const { id, placed } = useLocalSearchParams<{ id: string; placed?: string }>();
  const { data: order, error, refetch, isPending } = useOrder(id);
  const isNew = placed === '1';
  useScreen(isNew ? 'Confirmation' : 'Order', isNew ? 'Order placed' : 'Order', order !== undefined || error !== null);
  const isUnknown = error instanceof ShopError && error.status === 404;

  return (
    <Screen hasBack title={isNew ? 'Order placed' : 'Order'} foot={isNew && order ? <LinkButton href="/" isBack widget="keep exploring" text="Keep exploring" /> : null}>
      {isPending ? <Loading what="the order"><SkeletonBlock height={60} /><SkeletonBlock height={180} /></Loading> : null}
      {isUnknown ? <Notice isAlert title="The shop does not know this order" words="It may belong to another shop, or be too old." /> : null}
      {error && !order && !isUnknown ? <Failure error={error} onAgain={() => void refetch()} /> : null}
      {order
        ? (
          <>
            <Stale error={error} />
            {isNew ? <Thanks /> : null}
            <Details order={order} />
          </>
          )
        : null}
    </Screen>
  );
}

function Thanks() {
  return (
    <View role="status" style={{ gap: space.xs }}>
      <Heading style={text(24, '700', 1.2)}>Your order is on its way</Heading>
      <Soft>A confirmation was sent by e-mail.</Soft>
    </View>
  );
}

function Details({ order }: { order: Order }) {
  const theme = useTheme();
  const { shippingAddress: to } = order;
  return (
    <>
      <Panel title="Numbers">
        <View><Soft>Order</Soft><Body selectable>{order.orderId}</Body></View>
        <View><Soft>Tracking</Soft><Body selectable>{order.shippingTrackingId}</Body></View>
      </Panel>
      <Panel title="What you ordered">
        <View role="list" aria-label="Products in this order">
          {order.items.map(({ cost, item }, at) => (
            <View role="listitem" key={item?.productId ?? at} style={{ flexDirection: 'row', gap: space.m, alignItems: 'center', paddingVertical: space.m, borderTopWidth: at === 0 ? 0 : 1, borderColor: theme.line }}>
              <ProductPicture product={item?.product} width={320} style={{ width: 64, height: 64, borderRadius: 12 }} />
              <View style={{ flex: 1, gap: 2 }}>
                <Body style={{ fontWeight: '600' }}>{item?.product?.name ?? item?.productId}</Body>
                <View style={{ flexDirection: 'row', flexWrap: 'wrap', justifyContent: 'space-between', gap: space.s }}>
                  <Soft>{item?.quantity ?? 0} × {format(cost)}</Soft>
                  <Price>{cost && item ? format(times(cost, item.quantity)) : ''}</Price>
                </View>
              </View>
            </View>
          ))}
        </View>
        <Totals isPaid shipping={order.shippingCost} total={totalOf(order)} />
      </Panel>
      {to
        ? (
          <Panel title="Shipped to">
            <Heading>Shipped to</Heading>
            <Body>{[to.streetAddress, [`${to.zipCode} ${to.city}`.trim(), to.state].filter(Boolean).join(', '), to.country].filter(Boolean).join('\n')}</Body>
          </Panel>
          )
        : null}
    </>
  );
}
