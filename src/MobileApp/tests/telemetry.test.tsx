import AsyncStorage from '@react-native-async-storage/async-storage';
import { fireEvent } from '@testing-library/react-native';
import { AppState } from 'react-native';
import { deliver } from '@/shop/ShopProvider';
import { type Batch, type Delivery, Outbox } from '@/telemetry/outbox';
import { framesOf } from '@/telemetry/stack';
import { attributesOf, away, FakeShop, flashlight, Status, telescope } from './fakeShop';
import { forgetEverything, openApp, pass, screen } from './openApp';

beforeEach(forgetEverything);

const canary = { card: '4916-0816-6217-7968', email: 'canary.7c1d@example.org', street: '77 Quokka Hollow', cvv: '8673' };

describe('Telemetry', () => {
  test('says whose it is, and has the session from the first span on', async () => {
    const shop = await openApp('/');
    await pass(2_000);

    const { resource } = (shop.telemetry[0]!.body as any).resourceSpans[0];
    const { userId } = JSON.parse((await AsyncStorage.getItem('session'))!);
    expect(attributesOf(resource.attributes)).toMatchObject({
      'service.name': 'react-native-app', 'service.version': '1.0.0', 'os.name': 'iOS', 'os.version': expect.any(String), 'device.id': await AsyncStorage.getItem('device_id'),
    });
    expect(shop.spans.length).toBeGreaterThan(0);
    expect(shop.spans.every(({ attributes }) => attributes['session.id'] === userId)).toBe(true);
  });

  test('joins a screen, what it asks for and the shop in one trace', async () => {
    const shop = await openApp('/');
    await pass(2_000);

    const opened = shop.spans.find(({ name }) => name === 'screen Products')!;
    const fetched = shop.spans.find(({ name }) => name === 'GET /api/products')!;
    expect(fetched).toMatchObject({ traceId: opened.traceId, parentSpanId: opened.spanId, kind: 3 });
    expect(fetched.attributes).toMatchObject({ 'http.request.method': 'GET', 'url.full': 'http://localhost:8080/api/products', 'http.response.status_code': 200, 'server.address': 'localhost', 'server.port': 8080 });
    const [sent] = shop.requests('GET /api/products');
    expect(sent!.headers['traceparent']).toBe(`00-${fetched.traceId}-${fetched.spanId}-01`);
    expect(sent!.headers['baggage']).toBe(`session.id=${fetched.attributes['session.id']}`);
  });

  test('joins a tap with all that it starts', async () => {
    const shop = await openApp('/');
    await screen.findByText(flashlight.name);
    fireEvent.press(screen.getByRole('link', { name: /^Red Flashlight/ }));
    await pass(1_000);
    fireEvent.press(screen.getByRole('button', { name: 'Add to cart' }));
    await pass(2_000);

    const tapped = shop.spans.find(({ name }) => name === 'tap product')!;
    expect(shop.spans.find(({ name }) => name === 'screen Product')).toMatchObject({ traceId: tapped.traceId, parentSpanId: tapped.spanId });
    const added = shop.spans.find(({ name }) => name === 'tap add to cart')!;
    const inIt = shop.spans.filter(({ parentSpanId }) => parentSpanId === added.spanId).map(({ name }) => name);
    expect(inIt.sort()).toEqual(['GET /api/cart', 'POST /api/cart']);
    expect(added.attributes).toMatchObject({ 'app.widget.name': 'add to cart', 'app.screen.name': 'Product' });
  });

  test('tells of a shop that is away, as a failed span and a log event', async () => {
    const shop = new FakeShop();
    shop.answer('GET /api/products', away);
    await openApp('/', shop);
    await pass(3_000);

    expect(shop.spans.find(({ name }) => name === 'GET /api/products')).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'unreachable' } });
    expect(shop.events[0]).toMatchObject({ eventName: 'http.client.request.exception', attributes: { 'error.type': 'unreachable', 'exception.type': 'ShopError', 'app.screen.name': 'Products' } });
  });

  test('tells of a crash without its message, and lets the handler before it go on', async () => {
    const errors = (globalThis as any).ErrorUtils;
    const before = jest.fn();
    const original = errors.getGlobalHandler();
    errors.setGlobalHandler(before);
    const shop = await openApp('/settings');
    await pass(1_000);

    errors.getGlobalHandler()(new RangeError(`no such thing as ${canary.street}`), true);
    await pass(2_000);

    const crash = shop.events.find(({ eventName }) => eventName === 'app.crash')!;
    expect(crash).toMatchObject({ severityText: 'FATAL', attributes: { 'exception.type': 'RangeError', 'app.screen.name': 'Settings' } });
    expect(crash.attributes['exception.stacktrace']).toContain('telemetry.test.tsx');
    expect(JSON.stringify(shop.telemetry)).not.toContain('Quokka');
    expect(before).toHaveBeenCalledTimes(1);
    errors.setGlobalHandler(original);
  });

  test('never has a card number, a security code, an e-mail address or a street', async () => {
    const shop = new FakeShop();
    shop.put(telescope.id, 1);
    await openApp('/checkout', shop);
    await screen.findByLabelText('E-mail address');
    fireEvent.changeText(screen.getByLabelText('E-mail address'), canary.email);
    fireEvent.changeText(screen.getByLabelText('Street address'), canary.street);
    fireEvent.changeText(screen.getByLabelText('Card number'), canary.card);
    fireEvent.changeText(screen.getByLabelText('CVV'), canary.cvv);
    await pass(1_000);
    shop.answer('POST /api/checkout', new Status(400, { detail: `address: ${canary.street}` }));
    fireEvent.press(screen.getByRole('button', { name: /^Place order/ }));
    await pass(1_000);
    shop.answer('POST /api/checkout', away);
    fireEvent.press(screen.getByRole('button', { name: /^Place order/ }));
    await pass(2_000);

    expect(shop.spans.map(({ name }) => name)).toEqual(expect.arrayContaining(['tap place order', 'POST /api/checkout', 'GET /api/shipping']));
    expect(shop.events.length).toBeGreaterThan(0);
    const all = JSON.stringify(shop.telemetry);
    for (const secret of [canary.card, '4916081662177968', canary.email, 'Quokka', `"${canary.cvv}"`, 'Mountain View', 'Amphitheatre']) {
      expect(all).not.toContain(secret);
    }
  });

  test('is written down when the app goes to the background without a network, and sent by the next start', async () => {
    const listeners: ((state: string) => void)[] = [];
    jest.spyOn(AppState, 'addEventListener').mockImplementation((_, listener) => {
      listeners.push(listener as (state: string) => void);
      return { remove: () => {} } as ReturnType<typeof AppState.addEventListener>;
    });
    const shop = new FakeShop();
    shop.answer('POST /otlp-http/v1/traces', away);
    await openApp('/settings', shop);
    listeners.forEach((listener) => listener('background'));
    await pass(50);
    expect(await AsyncStorage.getItem('telemetry_unsent')).toContain('screen Settings');
    screen.unmount();

    const next = await openApp('/orders');
    await pass(2_000);

    expect(next.spans.map(({ name }) => name)).toEqual(expect.arrayContaining(['screen Settings', 'screen Orders']));
    expect(await AsyncStorage.getItem('telemetry_unsent')).toBeNull();
    jest.restoreAllMocks();
  });
});

describe('The outbox', () => {
  const bodies: string[] = [];
  let answer: Delivery = 'taken';
  let time = 0;
  const open = () => new Outbox(async ({ body }: Batch) => {
    bodies.push(body);
    return answer;
  }, () => time);

  beforeEach(() => {
    jest.useFakeTimers();
    bodies.length = 0;
    answer = 'taken';
    time = 1_000;
  });

  test('sends again what the shop could not take, later and in order', async () => {
    const outbox = open();
    answer = 'later';
    await outbox.add('/v1/traces', 'first');
    await outbox.add('/v1/logs', 'second');
    answer = 'taken';
    await jest.advanceTimersByTimeAsync(10_000);

    expect(bodies.slice(-2)).toEqual(['first', 'second']);
    expect(outbox.waiting).toBe(0);
  });

  test('lets go of what the shop refuses', async () => {
    const outbox = open();
    answer = 'refused';
    await outbox.add('/v1/traces', 'wrong');

    expect(outbox.waiting).toBe(0);
  });

  test('keeps the newest fifty', async () => {
    const outbox = open();
    answer = 'later';
    for (let at = 0; at < 60; at++) {
      await outbox.add('/v1/traces', `${at}`);
    }

    expect(outbox.waiting).toBe(50);
    bodies.length = 0;
    answer = 'taken';
    await outbox.drain();
    expect([bodies[0], bodies.at(-1)]).toEqual(['10', '59']);
  });

  test('lets go of what the shop would refuse for its age', async () => {
    const outbox = open();
    answer = 'later';
    await outbox.add('/v1/traces', 'old');
    bodies.length = 0;
    time += 56 * 60 * 1_000;
    await outbox.drain();

    expect(bodies).toEqual([]);
    expect(outbox.waiting).toBe(0);
  });

  test('does not trip over what somebody else wrote into its place', async () => {
    await AsyncStorage.setItem('telemetry_unsent', JSON.stringify([{ path: '/elsewhere', body: 'x', at: 1 }, 7, null]));
    const outbox = open();
    await outbox.restore();

    expect(bodies).toEqual([]);
  });
});

test.each([[200, 'taken'], [400, 'refused'], [413, 'refused'], [429, 'later'], [503, 'later']])('a batch that is answered with %i is %s', async (status, delivery) => {
  const shop = new FakeShop();
  shop.answer('POST /otlp-http/v1/logs', new Status(status));

  expect(await deliver('http://localhost:8080', { path: '/v1/logs', body: '{}', at: 0 })).toBe(delivery);
});

test('a stack keeps its frames and nothing else', () => {
  const error = new Error(`secret\nat ${canary.email}`);
  error.stack = `Error: secret ${canary.email}\n    at ${canary.street}\n    at pay (http://localhost/mobile/entry-1.js?platform=web&dev=true:10:20)\nshow@address at index.android.bundle:1:200`;

  expect(framesOf(error)).toBe('at pay (http://localhost/mobile/entry-1.js:10:20)\nshow@address at index.android.bundle:1:200');
  expect(framesOf('no error')).toBe('');
});
