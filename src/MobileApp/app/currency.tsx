import { useRouter } from 'expo-router';
import { Pressable, View } from 'react-native';
import { symbolOf } from '@/shop/money';
import { useCurrencies } from '@/shop/queries';
import { useShop } from '@/shop/ShopProvider';
import { useScreen } from '@/telemetry/useScreen';
import { Icon } from '@/ui/Icon';
import { Screen } from '@/ui/Screen';
import { SkeletonBlock, Failure, Loading } from '@/ui/states';
import { Body, Soft } from '@/ui/text';
import { space, useTheme } from '@/ui/theme';

export { ErrorBoundary } from '@/ui/ErrorBoundary';

export default function CurrencyScreen() {
  const theme = useTheme();
  const router = useRouter();
  const { session, changeCurrency, telemetry } = useShop();
  const { data: currencies, error, refetch, isPending } = useCurrencies();
  useScreen('Currency', 'Currency', currencies !== undefined || error !== null);

  const choose = (code: string) => void telemetry.tap('choose currency', (context) => {
    telemetry.leadsToScreen(context);
    changeCurrency(code);
    if (router.canGoBack()) {
      router.back();
    } else {
      router.replace('/');
    }
  });

  return (
    <Screen hasBack title="Currency">
      {isPending ? <Loading what="the currencies"><SkeletonBlock height={52} /><SkeletonBlock height={52} /><SkeletonBlock height={52} /><SkeletonBlock height={52} /></Loading> : null}
      {error && !currencies ? <Failure error={error} onAgain={() => void refetch()} /> : null}
      {currencies
        ? (
          <View role="radiogroup" aria-label="Currency" style={{ borderWidth: 1, borderColor: theme.line, borderRadius: 18, overflow: 'hidden', backgroundColor: theme.panel }}>
            {currencies.map((code, at) => {
              const isChosen = code === session.currencyCode;
              return (
                <Pressable key={code} role="radio" aria-checked={isChosen} aria-label={`${code}, ${symbolOf(code)}`} onPress={() => choose(code)}
                  style={{ flexDirection: 'row', alignItems: 'center', minHeight: 52, paddingHorizontal: space.l, borderTopWidth: at === 0 ? 0 : 1, borderColor: theme.line }}>
                  <Body style={{ flex: 1, fontWeight: isChosen ? '700' : '400' }}>{code}</Body>
                  <Soft style={{ minWidth: 48 }}>{symbolOf(code)}</Soft>
                  {isChosen ? <Icon name="check" color={theme.link} /> : <View style={{ width: 22 }} />}
                </Pressable>
              );
            })}
          </View>
          )
        : null}
    </Screen>
  );
}
