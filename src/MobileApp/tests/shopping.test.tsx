import { fireEvent, within } from '@testing-library/react-native';
import { away, FakeShop, flashlight, silent, Status, telescope } from './fakeShop';
import { forgetEverything, openApp, pass, screen } from './openApp';

beforeEach(forgetEverything);

const put = (productId: string, quantity: number) => {
  const shop = new FakeShop();
  shop.put(productId, quantity);
  return shop;
};

describe('Products', () => {
  test('are shown with their prices, in the currency of the session', async () => {
    const shop = await openApp('/');

    expect(await screen.findByText(flashlight.name)).toBeOnTheScreen();
    expect(screen.getByText('$ 57.08')).toBeOnTheScreen();
    expect(shop.requests('GET /api/products')[0]!.query.get('currencyCode')).toBe('USD');
  });

  test('are announced while they load, and a slow network is said in words', async () => {
    const shop = new FakeShop();
    shop.answer('GET /api/products', silent);
    await openApp('/', shop);

    expect(screen.getByLabelText('Loading the products')).toBeOnTheScreen();
    expect(screen.queryByText(/network is slow/)).toBeNull();
    await pass(3_500);
    expect(screen.getByText('The network is slow. Still loading the products …')).toBeOnTheScreen();
  });

  test('that do not come in time end with words and not with an endless wait', async () => {
    const shop = new FakeShop();
    shop.answer('GET /api/products', silent);
    await openApp('/', shop);

    await pass(45_000);

    expect(screen.getByText('The network is very slow')).toBeOnTheScreen();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeOnTheScreen();
  });

  test('come by themselves when the shop is back', async () => {
    const shop = new FakeShop();
    const absence = shop.goAway(away);
    await openApp('/', shop);
    await pass(2_000);
    expect(screen.getByText('You are offline')).toBeOnTheScreen();
    expect(screen.getByText('The shop cannot be reached. Check your connection. The app keeps trying.')).toBeOnTheScreen();

    absence.back();
    await pass(6_000);

    expect(screen.getByText(flashlight.name)).toBeOnTheScreen();
    expect(screen.queryByText('You are offline')).toBeNull();
  });

  test.each([[503, 'The shop is busy'], [500, 'Something went wrong']])('have words for an answer of %i', async (status, title) => {
    const shop = new FakeShop();
    shop.answer('GET /api/products', new Status(status));
    await openApp('/', shop);

    await pass(2_000);

    expect(screen.getByText(title)).toBeOnTheScreen();
  });

  test('that were loaded before stay while the shop is away', async () => {
    const shop = await openApp('/');
    await screen.findByText(flashlight.name);
    shop.answer('GET /api/products', away);

    await pull();
    await pass(2_000);

    expect(screen.getByText(/This is what was loaded before/)).toBeOnTheScreen();
    expect(screen.getByText(flashlight.name)).toBeOnTheScreen();
  });

  test('are asked for again when the list is pulled', async () => {
    const shop = await openApp('/');
    await screen.findByText(flashlight.name);
    shop.answer('GET /api/products', [telescope]);

    await pull();

    expect(screen.queryByText(flashlight.name)).toBeNull();
    expect(screen.getByText(telescope.name)).toBeOnTheScreen();
  });

  test('are found by words and by category', async () => {
    await openApp('/');
    await screen.findByText(flashlight.name);

    fireEvent.changeText(screen.getByLabelText('Search the shop'), 'flash RED');
    expect(screen.queryByText(telescope.name)).toBeNull();
    expect(screen.getByText(flashlight.name)).toBeOnTheScreen();

    fireEvent.press(screen.getByRole('radio', { name: 'telescopes' }));
    expect(screen.getByText('No products found')).toBeOnTheScreen();

    fireEvent.press(screen.getByRole('button', { name: 'Show everything' }));
    expect(screen.getByText(telescope.name)).toBeOnTheScreen();
    expect(screen.getByRole('radio', { name: 'All' })).toBeChecked();
  });

  test('may be none', async () => {
    const shop = new FakeShop();
    shop.answer('GET /api/products', []);
    await openApp('/', shop);

    expect(await screen.findByText('Nothing here yet')).toBeOnTheScreen();
  });

  test('show their pictures late while the flag is on, with the header that holds them up', async () => {
    const shop = new FakeShop();
    shop.answer('POST /flagservice/flagd.evaluation.v1.Service/ResolveFloat', { value: 5000 });
    shop.answer('GET /images/products/RedFlashlight.jpg', 'picture');
    await openApp('/', shop);
    await screen.findByText(flashlight.name);
    await pass(500);

    expect(shop.requests('GET /images/products/RedFlashlight.jpg')[0]!.headers['x-envoy-fault-delay-request']).toBe('5000');
  });
});

async function pull(): Promise<void> {
  fireEvent(screen.UNSAFE_getByType(jest.requireActual('react-native').RefreshControl), 'refresh');
  await pass(1_500);
}

describe('A product', () => {
  test('is shown with its price, an offer and recommendations', async () => {
    const shop = await openApp(`/product/${telescope.id}`);

    expect(await screen.findByText(telescope.description)).toBeOnTheScreen();
    expect(screen.getByText('$ 101.96')).toBeOnTheScreen();
    expect(await screen.findByRole('link', { name: 'Offer: Red Flashlight for sale. 20% off.' })).toBeOnTheScreen();
    expect(await screen.findByRole('heading', { name: 'You may also like' })).toBeOnTheScreen();
    expect(shop.requests('GET /api/data')[0]!.query.get('contextKeys')).toBe('telescopes');
  });

  test('is complete without offers and recommendations', async () => {
    const shop = new FakeShop();
    shop.answer('GET /api/data', new Status(503));
    shop.answer('GET /api/recommendations', away);
    await openApp(`/product/${telescope.id}`, shop);

    expect(await screen.findByText(telescope.description)).toBeOnTheScreen();
    await pass(2_000);
    expect(screen.queryByText('You may also like')).toBeNull();
    expect(screen.queryByText(/cannot be reached/)).toBeNull();
  });

  test('is put into the cart as often as wanted, once for two quick taps', async () => {
    const shop = await openApp(`/product/${telescope.id}`);
    await screen.findByText(telescope.description);

    fireEvent.press(screen.getByRole('button', { name: `One more of ${telescope.name}` }));
    const button = screen.getByRole('button', { name: 'Add to cart' });
    fireEvent.press(button);
    fireEvent.press(button);

    expect(await screen.findByText('Added 2 to your cart.')).toBeOnTheScreen();
    expect(shop.requests('POST /api/cart').map(({ body }) => body)).toEqual([{ userId: expect.any(String), item: { productId: telescope.id, quantity: 2 } }]);
  });

  test('that could not be put into the cart says why', async () => {
    const shop = await openApp(`/product/${telescope.id}`);
    await screen.findByText(telescope.description);
    shop.answer('POST /api/cart', new Status(400, { detail: 'item.quantity: a line holds at most 1000 of a product', field: 'item.quantity' }));

    fireEvent.press(screen.getByRole('button', { name: 'Add to cart' }));

    expect(await screen.findByText('a line holds at most 1000 of a product')).toBeOnTheScreen();
  });

  test('that the shop does not have says so', async () => {
    await openApp('/product/NOSUCHSTAR');

    expect(await screen.findByText('No such product')).toBeOnTheScreen();
  });

  test('cannot be shown while the shop is away', async () => {
    const shop = new FakeShop();
    shop.goAway();
    await openApp(`/product/${telescope.id}`, shop);
    await pass(2_000);

    expect(screen.getByText('You are offline')).toBeOnTheScreen();
  });
});

describe('The cart', () => {
  test('that is empty leads to the products', async () => {
    await openApp('/cart');

    expect(await screen.findByText('Your cart is empty')).toBeOnTheScreen();
    expect(screen.getByRole('link', { name: 'See the products' })).toBeOnTheScreen();
  });

  test('tells what is in it, what shipping costs, and the total', async () => {
    await openApp('/cart', put(telescope.id, 2));

    expect(await screen.findByText('$ 8.99')).toBeOnTheScreen();
    const totals = within(screen.getByLabelText('Totals'));
    expect(totals.getByText('$ 203.92')).toBeOnTheScreen();
    expect(totals.getByText('$ 212.91')).toBeOnTheScreen();
    expect(screen.getByRole('link', { name: 'Cart, 2 items' })).toBeOnTheScreen();
  });

  test('changes a quantity by the difference', async () => {
    const shop = await openApp('/cart', put(telescope.id, 2));
    await screen.findByText(telescope.name);

    fireEvent.press(screen.getByRole('button', { name: `One less of ${telescope.name}` }));
    await pass(500);

    expect(shop.requests('POST /api/cart')[0]!.body).toMatchObject({ item: { productId: telescope.id, quantity: -1 } });
    expect(screen.getByLabelText(`1 of ${telescope.name}`)).toBeOnTheScreen();
  });

  test('loses what is removed', async () => {
    const shop = await openApp('/cart', put(telescope.id, 3));
    await screen.findByText(telescope.name);

    fireEvent.press(screen.getByRole('button', { name: `Remove ${telescope.name}` }));
    await pass(500);

    expect(shop.requests('POST /api/cart')[0]!.body).toMatchObject({ item: { quantity: -3 } });
    expect(screen.getByText('Your cart is empty')).toBeOnTheScreen();
  });

  test('is emptied at once', async () => {
    await openApp('/cart', put(telescope.id, 3));
    await screen.findByText(telescope.name);

    fireEvent.press(screen.getByRole('button', { name: 'Empty the cart' }));
    await pass(500);

    expect(screen.getByText('Your cart is empty')).toBeOnTheScreen();
  });

  test('that could not be changed says so and stays', async () => {
    const shop = await openApp('/cart', put(telescope.id, 2));
    await screen.findByText(telescope.name);
    shop.answer('POST /api/cart', away);

    fireEvent.press(screen.getByRole('button', { name: `One more of ${telescope.name}` }));
    await pass(500);

    expect(screen.getByText('The shop cannot be reached. Check your connection.')).toBeOnTheScreen();
    expect(screen.getByLabelText(`2 of ${telescope.name}`)).toBeOnTheScreen();
  });

  test('asks what shipping costs to the address that is typed, when the typing pauses', async () => {
    const shop = await openApp('/cart', put(telescope.id, 1));
    await screen.findByText(telescope.name);

    fireEvent.press(screen.getByRole('button', { name: 'Change the address' }));
    fireEvent.changeText(screen.getByLabelText('Country'), 'Cana');
    fireEvent.changeText(screen.getByLabelText('Country'), 'Canada');
    await pass(1_000);

    const asked = shop.requests('GET /api/shipping').map(({ query }) => JSON.parse(query.get('address')!).country);
    expect(asked).toEqual(['United States', 'Canada']);
  });

  test('says of a product that the shop no longer has that it has to go', async () => {
    await openApp('/cart', put('GONE', 1));

    expect(await screen.findByText('This product is no longer available. Please remove it.')).toBeOnTheScreen();
    expect(screen.getByRole('button', { name: 'Remove GONE' })).toBeEnabled();
  });

  test('cannot be shown while the shop is away, and comes back', async () => {
    const shop = put(telescope.id, 1);
    const absence = shop.goAway();
    await openApp('/cart', shop);
    await pass(2_000);
    expect(screen.getByText('You are offline')).toBeOnTheScreen();

    absence.back();
    await pass(6_000);

    expect(screen.getByText(telescope.name)).toBeOnTheScreen();
  });
});
