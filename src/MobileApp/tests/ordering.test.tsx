import AsyncStorage from '@react-native-async-storage/async-storage';
import { fireEvent } from '@testing-library/react-native';
import { sampleCustomer } from '@/shop/checkoutRules';
import { away, FakeShop, order, silent, Status, telescope } from './fakeShop';
import { forgetEverything, openApp, pass, screen } from './openApp';

beforeEach(forgetEverything);

async function openCheckout(): Promise<FakeShop> {
  const shop = new FakeShop();
  shop.put(telescope.id, 2);
  await openApp('/checkout', shop);
  await screen.findByLabelText('E-mail address');
  return shop;
}

const placeButton = () => screen.getByRole('button', { name: /^Place order/ });

const place = async () => {
  fireEvent.press(placeButton());
  await pass(1_000);
};

const keysOf = (shop: FakeShop) => shop.requests('POST /api/checkout').map(({ headers }) => headers['Idempotency-Key']);

describe('Checkout', () => {
  test('sends the ten fields as the shop wants them, and confirms the order', async () => {
    const shop = await openCheckout();

    await place();

    const [sent] = shop.requests('POST /api/checkout');
    expect(sent!.body).toEqual({
      userId: expect.any(String), userCurrency: 'USD', email: sampleCustomer.email, address: sampleCustomer.address,
      creditCard: { creditCardNumber: '4432-8015-6152-0454', creditCardCvv: 672, creditCardExpirationYear: 2030, creditCardExpirationMonth: 1 },
    });
    expect(sent!.headers['Idempotency-Key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(screen.getByText(order.orderId)).toBeOnTheScreen();
    expect(screen.getByText('Your order is on its way')).toBeOnTheScreen();
    expect(screen.getByText('$ 212.91')).toBeOnTheScreen();
  });

  test('two taps place one order', async () => {
    const shop = await openCheckout();
    shop.answer('POST /api/checkout', async () => {
      await new Promise((done) => setTimeout(done, 500));
      return order;
    });

    const button = placeButton();
    fireEvent.press(button);
    fireEvent.press(button);
    await pass(2_000);

    expect(keysOf(shop)).toHaveLength(1);
  });

  test('names each missing field beside it and sends nothing', async () => {
    const shop = await openCheckout();
    for (const label of ['E-mail address', 'Street address', 'Zip code', 'City', 'State (optional)', 'Country', 'Card number', 'Month', 'Year', 'CVV']) {
      fireEvent.changeText(screen.getByLabelText(label), ' ');
    }

    await place();

    expect(screen.getAllByText('Is missing.')).toHaveLength(9);
    expect(screen.getByText('Please check the marked fields.')).toBeOnTheScreen();
    expect(keysOf(shop)).toEqual([]);
  });

  test('takes a problem back when the field is mended', async () => {
    await openCheckout();
    fireEvent.changeText(screen.getByLabelText('City'), '');
    await place();
    expect(screen.getByText('Is missing.')).toBeOnTheScreen();

    fireEvent.changeText(screen.getByLabelText('City'), 'Ottawa');
    await pass(100);

    expect(screen.queryByText('Is missing.')).toBeNull();
  });

  test('shows what the shop refuses beside its field, keeps the cart, and orders anew under another key', async () => {
    const shop = await openCheckout();
    shop.answer('POST /api/checkout', new Status(402, {
      detail: 'The card has expired.', reason: 'card-expired',
      errors: { 'creditCard.creditCardNumber': ['The card was declined.'] },
    }));

    await place();
    expect(screen.getByText('The card was declined.')).toBeOnTheScreen();
    expect(shop.requests('DELETE /api/cart')).toEqual([]);
    await place();

    const [first, second] = keysOf(shop);
    expect(first).not.toBe(second);
  });

  test('shows a refusal that is about no field, in the words of the shop', async () => {
    const shop = await openCheckout();
    shop.answer('POST /api/checkout', new Status(409, { detail: 'The cart is empty', reason: 'cart-empty' }));

    await place();

    expect(screen.getByText('The cart is empty')).toBeOnTheScreen();
  });

  test('shows why the shop failed where it says so', async () => {
    const shop = await openCheckout();
    shop.answer('POST /api/checkout', new Status(500, { detail: 'Payment request failed. Invalid token.', reason: 'shop-fault' }));

    await place();

    expect(screen.getByText(/Payment request failed/)).toBeOnTheScreen();
  });

  test.each([['away', away], ['busy', new Status(503)], ['failing', new Status(500)]])('asks for the same order again when the shop was %s', async (_, answer) => {
    const shop = await openCheckout();
    shop.answer('POST /api/checkout', answer);
    await place();
    expect(screen.getByText(/the order is placed once, even if the first attempt arrived/)).toBeOnTheScreen();

    shop.answer('POST /api/checkout', order);
    await place();

    const [first, second] = keysOf(shop);
    expect(second).toBe(first);
    expect(screen.getByText('Your order is on its way')).toBeOnTheScreen();
  });

  test('does not wait for ever', async () => {
    const shop = await openCheckout();
    shop.answer('POST /api/checkout', silent);

    fireEvent.press(placeButton());
    await pass(21_000);

    expect(screen.getByText(/^The shop did not answer in time/)).toBeOnTheScreen();
  });

  test('follows the address with the price of shipping', async () => {
    const shop = await openCheckout();
    fireEvent.changeText(screen.getByLabelText('Country'), 'Canada');
    await pass(1_000);

    expect(shop.requests('GET /api/shipping').map(({ query }) => JSON.parse(query.get('address')!).country)).toEqual(['United States', 'Canada']);
  });

  test('has the keyboards and the autofill that fit the fields', async () => {
    await openCheckout();

    expect(screen.getByLabelText('E-mail address').props).toMatchObject({ keyboardType: 'email-address', autoComplete: 'email' });
    expect(screen.getByLabelText('Zip code').props).toMatchObject({ autoComplete: 'postal-code' });
    expect(screen.getByLabelText('Card number').props).toMatchObject({ keyboardType: 'number-pad', autoComplete: 'off' });
    expect(screen.getByLabelText('CVV').props).toMatchObject({ secureTextEntry: true });
  });

  test('has nothing to order without a cart', async () => {
    await openApp('/checkout');

    expect(await screen.findByText('There is nothing to order yet.')).toBeOnTheScreen();
  });

  test('cannot be opened while the shop is away', async () => {
    const shop = new FakeShop();
    shop.goAway();
    await openApp('/checkout', shop);
    await pass(2_000);

    expect(screen.getByText('You are offline')).toBeOnTheScreen();
  });
});

describe('Orders', () => {
  test('that were placed are listed, and opened', async () => {
    await openCheckout();
    await place();
    screen.unmount();

    await openApp('/orders');

    const entry = await screen.findByText(telescope.name);
    expect(screen.getByText('$ 212.91')).toBeOnTheScreen();
    fireEvent.press(entry);
    await pass(1_000);
    expect(screen.getByText(order.shippingTrackingId)).toBeOnTheScreen();
    expect(screen.queryByText('Your order is on its way')).toBeNull();
  });

  test('are remembered without an address', async () => {
    await openCheckout();
    await place();

    expect(await AsyncStorage.getItem('orders')).not.toMatch(/Dark Sky|Ottawa|example.com|4432/);
  });

  test('may be none', async () => {
    await openApp('/orders');

    expect(await screen.findByText('No orders yet')).toBeOnTheScreen();
  });

  test('that the shop does not know say so', async () => {
    await openApp('/order/0b1f6d3e-52a7-4c8a-9b42-7f7f0f2f9d11');

    expect(await screen.findByText('The shop does not know this order')).toBeOnTheScreen();
  });

  test('cannot be shown while the shop is away', async () => {
    const shop = new FakeShop();
    shop.goAway();
    await openApp(`/order/${order.orderId}`, shop);
    await pass(2_000);

    expect(screen.getByText('You are offline')).toBeOnTheScreen();
  });
});
