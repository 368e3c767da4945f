import { Platform } from 'react-native';
import { defaultShopAddress, readShopAddress } from '@/shop/address';
import { cardNumberProblem, checkoutFields, type CheckoutFields, sampleCustomer } from '@/shop/checkoutRules';
import { ShopError } from '@/shop/errors';
import { isUuid, newUuid } from '@/shop/identifiers';
import { add, format, sum, times, totalOf } from '@/shop/money';
import { categoriesOf, find } from '@/shop/search';
import { systemOf } from '@/telemetry/device';
import { flashlight, order, telescope } from './fakeShop';

const money = (currencyCode: string, units: number, nanos = 0) => ({ currencyCode, units, nanos });

describe('Money', () => {
  test.each([
    [money('USD', 57, 80_000_000), '$ 57.08'],
    [money('USD', 0, 5_000_000), '$ 0.00'],
    [money('USD', 0, 15_000_000), '$ 0.02'],
    [money('USD', 0, 15_000_001), '$ 0.02'],
    [money('USD', -1, -250_000_000), '$ -1.25'],
    [money('JPY', 14_999, 500_000_000), '¥ 15000'],
    [money('JPY', 14_998, 500_000_000), '¥ 14998'],
    [money('XTS', 3), 'XTS 3.00'],
  ])('%j is written %s', (amount, text) => expect(format(amount)).toBe(text));

  test('without an amount nothing is written', () => expect(format(undefined)).toBe(''));

  test('is added and multiplied exactly', () => {
    expect(add(money('USD', 0, 100_000_000), money('USD', 0, 200_000_000))).toEqual(money('USD', 0, 300_000_000));
    expect(add(money('USD', 1, 999_999_999), money('USD', 0, 1))).toEqual(money('USD', 2, 0));
    expect(times(money('USD', 349, 950_000_000), 1000)).toEqual(money('USD', 349_950, 0));
    expect(sum([])).toBeUndefined();
    expect(totalOf(order)).toEqual(money('USD', 212, 910_000_000));
  });

  test('of two currencies is not added', () => expect(() => add(money('USD', 1), money('EUR', 1))).toThrow());
});

describe('A card number', () => {
  test.each(['4432-8015-6152-0454', '4432801561520454', '5105 1051 0510 5100', '2221000000000009', '4222222222222'])('%s is accepted', (number) =>
    expect(cardNumberProblem(number)).toBeNull());

  test.each([
    ['', 'Is missing.'],
    ['4432-8015-6152-0455', 'The card number is not valid.'],
    ['4432', 'The card number is not valid.'],
    ['4432x8015615204540', 'The card number is not valid.'],
    ['378282246310005', 'The brand of this card is amex; only visa and mastercard are accepted.'],
    ['6011111111111117', 'The brand of this card is discover; only visa and mastercard are accepted.'],
    ['9999999999999995', 'The brand of this card is unknown; only visa and mastercard are accepted.'],
  ])('%s is refused: %s', (number, problem) => expect(cardNumberProblem(number)).toBe(problem));

  test('is never repeated', () => expect(cardNumberProblem('378282246310005')).not.toContain('3782'));
});

describe('The checkout form', () => {
  const now = new Date('2026-03-31T23:59:00Z');

  const problems = (change: (fields: CheckoutFields) => void): [string, string][] => {
    const fields = structuredClone(sampleCustomer);
    change(fields);
    const { error } = checkoutFields(now).safeParse(fields);
    return error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [];
  };

  test('begins with a customer who can buy', () => expect(problems(() => {})).toEqual([]));

  test('does without a state', () => expect(problems(({ address }) => (address.state = ''))).toEqual([]));

  test.each(['streetAddress', 'zipCode', 'city', 'country'] as const)('needs a %s', (name) =>
    expect(problems(({ address }) => (address[name] = '  '))).toEqual([[`address.${name}`, 'Is missing.']]));

  test('needs an e-mail address', () => expect(problems((fields) => (fields.email = ''))).toEqual([['email', 'Is missing.']]));

  test.each([
    ['creditCardCvv', '', 'Is missing.'],
    ['creditCardCvv', '67x', 'Must be a whole number.'],
    ['creditCardCvv', '12345', 'The security code must have at most four digits.'],
    ['creditCardExpirationMonth', '13', 'The month must be 1 to 12.'],
    ['creditCardExpirationYear', '999', 'The year must have four digits.'],
    ['creditCardExpirationYear', '2025', 'The card has expired.'],
  ] as const)('refuses %s %s', (name, value, problem) =>
    expect(problems(({ creditCard }) => (creditCard[name] = value))).toContainEqual([`creditCard.${name}`, problem]));

  test('takes a card through the end of its month', () => {
    const month = (value: string) => problems(({ creditCard }) => Object.assign(creditCard, { creditCardExpirationMonth: value, creditCardExpirationYear: '2026' }));
    expect(month('3')).toEqual([]);
    expect(month('2')).toEqual([['creditCard.creditCardExpirationYear', 'The card has expired.']]);
  });

  test('names all problems at once', () =>
    expect(problems((fields) => {
      fields.email = '';
      fields.creditCard.creditCardNumber = '1';
      fields.creditCard.creditCardExpirationYear = '2020';
    }).map(([name]) => name)).toEqual(['email', 'creditCard.creditCardNumber', 'creditCard.creditCardExpirationYear']));
});

describe('The address of a shop', () => {
  test.each([
    ['http://localhost:8080', 'http://localhost:8080'],
    [' Shop.example ', 'http://shop.example'],
    ['https://shop.example/', 'https://shop.example'],
    ['[::1]:8080', 'http://[::1]:8080'],
  ])('%s is %s', (typed, address) => expect(readShopAddress(typed)).toBe(address));

  test.each(['', 'http://', 'ftp://shop.example', 'shop example', 'http://shop.example/path', 'http://user@shop.example'])('%s is none', (typed) =>
    expect(readShopAddress(typed)).toBeNull());

  test('is by default the developer\'s machine, as an emulator calls it', () => {
    expect(defaultShopAddress()).toBe('http://localhost:8080');
    jest.replaceProperty(Platform, 'OS', 'android');
    expect(defaultShopAddress()).toBe('http://10.0.2.2:8080');
  });
});

describe('A failure', () => {
  test.each([[400, 'refused'], [402, 'refused'], [404, 'refused'], [429, 'busy'], [503, 'busy'], [500, 'failed'], [504, 'failed']])('with %i is %s', (status, kind) =>
    expect(ShopError.ofStatus(status, null).kind).toBe(kind));

  test('names its fields, one or several', () => {
    expect(ShopError.ofStatus(400, { detail: 'email: is missing', field: 'email' }).fields).toEqual({ email: 'is missing' });
    expect(ShopError.ofStatus(400, { detail: 'x', errors: { email: ['is missing'], 'address.city': ['is missing', 'is short'] } }).fields)
      .toEqual({ email: 'is missing', 'address.city': 'is missing; is short' });
  });
});

test('search wants every word and the category', () => {
  const products = [telescope, flashlight];
  expect(categoriesOf(products)).toEqual(['accessories', 'flashlights', 'telescopes']);
  expect(find(products, 'RED light', null)).toEqual([flashlight]);
  expect(find(products, 'red', 'telescopes')).toEqual([]);
  expect(find(products, '  ', null)).toEqual(products);
});

test('identifiers are random UUIDs', () => {
  const [one, other] = [newUuid(), newUuid()];
  expect(isUuid(one)).toBe(true);
  expect(one).toMatch(/^.{14}4.{4}[89ab]/);
  expect(one).not.toBe(other);
});

test.each([
  ['Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36', 'Android', '14'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X)', 'iOS', '17.4'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'Windows', '10.0'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'macOS', '10.15.7'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'Linux', 'unknown'],
  ['', 'unknown', 'unknown'],
])('the user agent %s runs on %s %s', (agent, osName, osVersion) => expect(systemOf(agent)).toEqual({ osName, osVersion }));
