import AsyncStorage from '@react-native-async-storage/async-storage';
import { fireEvent } from '@testing-library/react-native';
import { away, FakeShop, Status } from './fakeShop';
import { forgetEverything, openApp, pass, screen } from './openApp';

beforeEach(forgetEverything);

const type = (address: string) => fireEvent.changeText(screen.getByLabelText('Address'), address);

const tryIt = async () => {
  fireEvent.press(screen.getByRole('button', { name: 'Test and use' }));
  await pass(1_000);
};

describe('Settings', () => {
  test('tell the session, the device and the version', async () => {
    await openApp('/settings');

    const { userId } = JSON.parse((await AsyncStorage.getItem('session'))!);
    expect(screen.getByText(userId)).toBeOnTheScreen();
    expect(screen.getByText((await AsyncStorage.getItem('device_id'))!)).toBeOnTheScreen();
    expect(screen.getByText(/^1\.0\.0 on iOS/)).toBeOnTheScreen();
  });

  test('take another shop when it answers', async () => {
    await openApp('/settings');

    type('shop.example:9090/');
    await tryIt();

    expect(screen.getByText('The shop answers, in 3 currencies.')).toBeOnTheScreen();
    expect(await AsyncStorage.getItem('frontend_proxy_url')).toBe('http://shop.example:9090');
  });

  test.each([
    ['no address', 'http://', new FakeShop(), 'This is no address. It should look like http://192.168.1.20:8080.'],
    ['nothing there', 'http://nowhere.example', away, 'The shop cannot be reached. Check your connection.'],
    ['another program', 'http://other.example', { hello: 'world' }, 'Something answers there, but it is no shop.'],
    ['an error', 'http://broken.example', new Status(500), 'Something went wrong in the shop.'],
  ])('keep the shop when there is %s', async (_, address, answer, words) => {
    const shop = new FakeShop();
    shop.answer('GET /api/currency', answer);
    await openApp('/settings', shop);

    type(address);
    await tryIt();

    expect(screen.getByText(words)).toBeOnTheScreen();
    expect(await AsyncStorage.getItem('frontend_proxy_url')).toBeNull();
  });

  test('turn the telemetry off, for good', async () => {
    const shop = await openApp('/settings');
    fireEvent(screen.getByLabelText('Send traces and error reports to the shop'), 'valueChange', false);
    await pass(2_000);
    const [told, before] = [shop.telemetry.length, shop.sent.length];

    fireEvent.press(screen.getByRole('link', { name: 'Products' }));
    await pass(2_000);

    expect(shop.telemetry).toHaveLength(told);
    expect(shop.sent.length).toBeGreaterThan(before);
    expect(shop.sent.slice(before).every(({ headers }) => !('traceparent' in headers) && !('baggage' in headers))).toBe(true);
    expect(await AsyncStorage.getItem('telemetry_enabled')).toBe('off');
  });
});

describe('The currency', () => {
  test('is chosen from those of the shop, and kept', async () => {
    const shop = await openApp('/currency');
    fireEvent.press(await screen.findByRole('radio', { name: 'JPY, ¥' }));
    await pass(1_000);

    expect(JSON.parse((await AsyncStorage.getItem('session'))!).currencyCode).toBe('JPY');
    expect(shop.requests('GET /api/products').at(-1)!.query.get('currencyCode')).toBe('JPY');
    expect(screen.getByRole('link', { name: 'Currency: JPY' })).toBeOnTheScreen();
  });

  test('of the session is the one that is marked', async () => {
    await openApp('/currency');

    expect(await screen.findByRole('radio', { name: 'USD, $' })).toBeChecked();
    expect(screen.getByRole('radio', { name: 'EUR, €' })).not.toBeChecked();
  });

  test('cannot be chosen while the shop is away', async () => {
    const shop = new FakeShop();
    shop.goAway();
    await openApp('/currency', shop);
    await pass(2_000);

    expect(screen.getByText('You are offline')).toBeOnTheScreen();
  });
});

describe('The app', () => {
  test('says of an unknown place that nothing is there', async () => {
    await openApp('/no/such/place');

    expect(await screen.findByText('There is nothing here')).toBeOnTheScreen();
  });

  test('keeps shopper and device between starts', async () => {
    const first = await openApp('/cart');
    await pass(1_000);
    screen.unmount();
    const second = await openApp('/cart');
    await pass(1_000);

    const shopper = (shop: FakeShop) => shop.requests('GET /api/cart')[0]!.query.get('sessionId');
    expect(shopper(second)).toBe(shopper(first));
  });

  test('takes over the session of the public app', async () => {
    const userId = '0b1f6d3e-52a7-4c8a-9b42-7f7f0f2f9d11';
    await AsyncStorage.setItem('session', JSON.stringify({ userId, currencyCode: 'EUR' }));
    await AsyncStorage.setItem('frontend_proxy_url', 'http://shop.example:1234');
    const shop = await openApp('/cart');
    await pass(1_000);

    const [asked] = shop.requests('GET /api/cart');
    expect(asked!.query.get('sessionId')).toBe(userId);
    expect(asked!.query.get('currencyCode')).toBe('EUR');
  });

  test('shows a screen that could not be drawn in words, and reports it', async () => {
    const shop = new FakeShop();
    shop.answer('GET /api/products', 'these are no products');
    jest.spyOn(console, 'error').mockImplementation(() => {});
    await openApp('/', shop);
    await pass(3_000);

    expect(screen.getByText('This screen could not be shown')).toBeOnTheScreen();
    expect(shop.events.map(({ eventName }) => eventName)).toContain('app.crash');
  });
});
