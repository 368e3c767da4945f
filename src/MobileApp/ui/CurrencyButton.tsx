import { Text } from 'react-native';
import { useShop } from '@/shop/ShopProvider';
import { OpenLink } from './OpenLink';
import { space, text, useTheme } from './theme';

/** Shows the currency of the prices, and opens the screen that changes it. */
export function CurrencyButton() {
  const { session } = useShop();
  const theme = useTheme();
  return (
    <OpenLink href="/currency" widget="currency" label={`Currency: ${session.currencyCode}`}
      style={{ minHeight: 44, justifyContent: 'center', paddingHorizontal: space.m, borderWidth: 1, borderColor: '#5a659b', borderRadius: 999, backgroundColor: theme.nightPanel }}>
      <Text maxFontSizeMultiplier={1.5} style={[text(14.5, '600', 1.4, 1.5), { color: theme.starlight }]}>{session.currencyCode}</Text>
    </OpenLink>
  );
}
