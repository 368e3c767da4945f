import { useRef, useState } from 'react';
import { Platform, Switch, View } from 'react-native';
import { readShopAddress } from '@/shop/address';
import { ShopClient } from '@/shop/client';
import { wordsOf } from '@/shop/errors';
import { symbolOf } from '@/shop/money';
import { useShop } from '@/shop/ShopProvider';
import { useScreen } from '@/telemetry/useScreen';
import { Button } from '@/ui/Button';
import { Field } from '@/ui/Field';
import { LinkButton } from '@/ui/OpenLink';
import { Panel, Screen } from '@/ui/Screen';
import { Body, Heading, Soft, Wrong } from '@/ui/text';
import { space, useTheme } from '@/ui/theme';

export { ErrorBoundary } from '@/ui/ErrorBoundary';

export default function SettingsScreen() {
  const theme = useTheme();
  const { session, device, hasTelemetry, turnTelemetry } = useShop();
  useScreen('Settings', 'Settings', true);
  return (
    <Screen title="Settings">
      <ShopAddress />
      <Panel title="Currency">
        <Heading>Currency</Heading>
        <Body>Prices are shown in {session.currencyCode} ({symbolOf(session.currencyCode)}).</Body>
        <LinkButton kind="quiet" href="/currency" widget="currency" text="Change the currency" />
      </Panel>
      <Panel title="Telemetry">
        <Heading>Telemetry</Heading>
        <View style={{ flexDirection: 'row', alignItems: 'center', gap: space.m }}>
          <Body nativeID="telemetry-label" style={{ flex: 1 }}>Send traces and error reports to the shop</Body>
          <Switch aria-label="Send traces and error reports to the shop" value={hasTelemetry} onValueChange={turnTelemetry}
            trackColor={{ true: '#4f5fc4', false: theme.edge }} thumbColor={theme.starlight} {...webThumb(theme.starlight)} />
        </View>
        <Soft>They say which screens were shown, what was tapped, how long the shop took and what failed. They never have a card number, an e-mail address or a street.</Soft>
      </Panel>
      <Panel title="About">
        <Heading>About</Heading>
        <View><Soft>Session</Soft><Body selectable>{session.userId}</Body></View>
        <View><Soft>Device</Soft><Body selectable>{device.id}</Body></View>
        <View><Soft>Version</Soft><Body>{device.appVersion} on {device.osName} {device.osVersion}</Body></View>
        <Soft>The Astronomy Shop sells nothing real. Its telescopes exist to be traced.</Soft>
      </Panel>
    </Screen>
  );
}

// React Native for Web has a separate property for the thumb colour of a switch that is on.
const webThumb = (color: string) => (Platform.OS === 'web' ? { activeThumbColor: color } : {});

type Test = { state: 'none' | 'running' } | { state: 'good' | 'bad'; words: string };

/** The address of the shop. A new address is used only when a shop answers there. */
function ShopAddress() {
  const theme = useTheme();
  const { address, session, telemetry, changeAddress } = useShop();
  const [typed, setTyped] = useState(address);
  const [test, setTest] = useState<Test>({ state: 'none' });
  const isBusy = useRef(false);
  // The shop sends no CORS headers, so a page in a browser can only call the shop that served it.
  const isFixed = Platform.OS === 'web';

  const tryIt = async () => {
    const candidate = readShopAddress(typed);
    if (!candidate) {
      setTest({ state: 'bad', words: 'This is no address. It should look like http://192.168.1.20:8080.' });
      return;
    }

    if (isBusy.current) {
      return;
    }

    isBusy.current = true;
    setTest({ state: 'running' });
    try {
      const currencies = await telemetry.tap('test connection', (context) => new ShopClient(candidate, session, () => telemetry).currencies({ context }));
      if (!Array.isArray(currencies)) {
        throw new TypeError('The answer is not that of a shop');
      }

      setTyped(candidate);
      setTest({ state: 'good', words: `The shop answers, in ${currencies.length} currencies.` });
      if (candidate !== address) {
        changeAddress(candidate);
      }
    } catch (failure) {
      setTest({ state: 'bad', words: failure instanceof TypeError ? 'Something answers there, but it is no shop.' : wordsOf(failure) });
    } finally {
      isBusy.current = false;
    }
  };

  return (
    <Panel title="Shop">
      <Heading>Shop</Heading>
      {isFixed
        ? <View><Soft>Address</Soft><Body selectable>{address}</Body><Soft>In a browser the app talks to the shop that served it.</Soft></View>
        : <Field label="Address" value={typed} onChangeText={setTyped} keyboardType="url" autoCapitalize="none" autoCorrect={false} autoComplete="off" onSubmitEditing={() => void tryIt()} />}
      <Button kind="quiet" label={test.state === 'running' ? 'Testing …' : isFixed ? 'Test the connection' : 'Test and use'} disabled={test.state === 'running'} onPress={() => void tryIt()} />
      <View role="status" aria-live="polite">
        {test.state === 'good' ? <Body style={{ color: theme.good }}>{test.words}</Body> : null}
        {test.state === 'bad' ? <Wrong>{test.words}</Wrong> : null}
      </View>
    </Panel>
  );
}
