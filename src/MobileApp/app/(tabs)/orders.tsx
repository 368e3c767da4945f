import { useFocusEffect } from 'expo-router';
import { useCallback, useState } from 'react';
import { View } from 'react-native';
import { format } from '@/shop/money';
import { type KnownOrder, loadOrders } from '@/shop/orders';
import { useScreen } from '@/telemetry/useScreen';
import { Icon } from '@/ui/Icon';
import { LinkButton, OpenLink } from '@/ui/OpenLink';
import { Screen } from '@/ui/Screen';
import { Notice } from '@/ui/states';
import { Body, Price, Soft } from '@/ui/text';
import { space, useTheme } from '@/ui/theme';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

function when(placedAt: string): string {
  const at = new Date(placedAt);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}, ${two(at.getHours())}:${two(at.getMinutes())}`;
}

export { ErrorBoundary } from '@/ui/ErrorBoundary';

export default function OrdersScreen() {
  const [orders, setOrders] = useState<KnownOrder[] | null>(null);
  useScreen('Orders', 'Orders', orders !== null);
  useFocusEffect(useCallback(() => void loadOrders().then(setOrders), []));

  return (
    <Screen title="My orders">
      {orders?.length === 0
        ? <Notice title="No orders yet" words="What you order with this app is listed here."><LinkButton href="/" widget="all products" text="See the products" /></Notice>
        : null}
      {orders && orders.length > 0 ? <OrderList orders={orders} /> : null}
    </Screen>
  );
}

function OrderList({ orders }: { orders: KnownOrder[] }) {
  const theme = useTheme();
  return (
    <View role="list" aria-label="My orders" style={{ gap: space.m }}>
      {orders.map(({ orderId, placedAt, products, total }) => (
        <View role="listitem" key={orderId}>
          <OpenLink href={{ pathname: '/order/[id]', params: { id: orderId } }} widget="order"
            style={{ flexDirection: 'row', alignItems: 'center', gap: space.m, padding: space.l, backgroundColor: theme.panel, borderColor: theme.line, borderWidth: 1, borderRadius: 18 }}>
            <View style={{ flex: 1, gap: space.xs }}>
              <Body style={{ fontWeight: '600' }}>{products.join(', ')}</Body>
              <Soft>{when(placedAt)}</Soft>
              <Price>{format(total)}</Price>
            </View>
            <Icon name="forward" color={theme.soft} />
          </OpenLink>
        </View>
      ))}
    </View>
  );
}
