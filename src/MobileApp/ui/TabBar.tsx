import type { Href } from 'expo-router';
import { Text, View } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';
import { useCart } from '@/shop/queries';
import { Icon, type IconName } from './Icon';
import { OpenLink } from './OpenLink';
import { space, text, useTheme } from './theme';

const tabs: { name: string; label: string; href: Href; icon: IconName }[] = [
  { name: 'index', label: 'Products', href: '/', icon: 'products' },
  { name: 'cart', label: 'Cart', href: '/cart', icon: 'cart' },
  { name: 'orders', label: 'Orders', href: '/orders', icon: 'orders' },
  { name: 'settings', label: 'Settings', href: '/settings', icon: 'settings' },
];

// The maximum font scale of the labels: four labels in a row have no space for more.
const most = 1.3;

/** The four main screens of the app, within reach of the thumb. The cart tab shows the number of items in the cart. */
export function TabBar({ current }: { current: string }) {
  const theme = useTheme();
  const insets = useSafeAreaInsets();
  const { data: cart } = useCart();
  const count = cart?.items.reduce((total, { quantity }) => total + quantity, 0) ?? 0;
  return (
    <View role="navigation" aria-label="Main" style={{ backgroundColor: theme.panel, borderTopWidth: 1, borderColor: theme.line, paddingBottom: insets.bottom }}>
      <View style={{ flexDirection: 'row', width: '100%', maxWidth: 720, alignSelf: 'center' }}>
        {tabs.map(({ name, label, href, icon }) => {
          const isCurrent = name === current;
          const color = isCurrent ? theme.link : theme.soft;
          const badge = name === 'cart' && count > 0 ? count : null;
          return (
            <OpenLink key={name} href={href} widget={`tab ${label.toLowerCase()}`} isCurrent={isCurrent}
              label={badge ? `${label}, ${badge} ${badge === 1 ? 'item' : 'items'}` : label}
              style={{ flex: 1, minHeight: 58, alignItems: 'center', justifyContent: 'center', gap: 2, paddingVertical: space.xs }}>
              <Icon name={icon} color={color} size={24} />
              <Text numberOfLines={1} maxFontSizeMultiplier={most} style={[text(12.5, isCurrent ? '700' : '500', 1.4, most), { color }]}>{badge ? `${label} ` : label}</Text>
              {badge
                ? (
                  <View style={{ position: 'absolute', top: 3, left: '50%', marginLeft: 3, minWidth: 20, borderRadius: 10, paddingHorizontal: 5, alignItems: 'center', backgroundColor: theme.gold }}>
                    <Text maxFontSizeMultiplier={most} style={[text(12, '700', 1.4, most), { color: theme.onGold }]}>{badge}</Text>
                  </View>
                  )
                : null}
            </OpenLink>
          );
        })}
      </View>
    </View>
  );
}
