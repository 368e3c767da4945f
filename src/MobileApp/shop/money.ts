import type { Money, Order } from './types';

// Amounts are exact: they are calculated as whole numbers of nanos, never in floating point.
const nanosPerUnit = BigInt(1_000_000_000);

const symbols: Record<string, string> = {
  AUD: '$', BGN: 'лв', BRL: 'R$', CAD: '$', CHF: 'CHF', CNY: '¥', CZK: 'Kč', DKK: 'kr', EUR: '€', GBP: '£', HKD: '$', HRK: 'kn',
  HUF: 'Ft', IDR: 'Rp', ILS: '₪', INR: '₹', ISK: 'kr', JPY: '¥', KRW: '₩', MXN: '$', MYR: 'RM', NOK: 'kr', NZD: '$', PHP: '₱',
  PLN: 'zł', RON: 'lei', RUB: '₽', SEK: 'kr', SGD: 'S$', THB: '฿', TRY: '₺', USD: '$', ZAR: 'R',
};

const withoutCoins = ['JPY', 'KRW', 'ISK'];

export const symbolOf = (currency: string) => symbols[currency] ?? currency;

const nanosOf = ({ units, nanos }: Money) => BigInt(units) * nanosPerUnit + BigInt(nanos);

const moneyOf = (currencyCode: string, nanos: bigint): Money => ({
  currencyCode,
  units: Number(nanos / nanosPerUnit),
  nanos: Number(nanos % nanosPerUnit),
});

export function add(one: Money, other: Money): Money {
  if (one.currencyCode !== other.currencyCode) {
    throw new Error('Amounts of two currencies cannot be added');
  }

  return moneyOf(one.currencyCode, nanosOf(one) + nanosOf(other));
}

export const times = (money: Money, count: number): Money => moneyOf(money.currencyCode, nanosOf(money) * BigInt(count));

/** The sum, or undefined if there are no amounts. */
export const sum = (amounts: Money[]): Money | undefined =>
  amounts.length === 0 ? undefined : amounts.reduce((total, amount) => add(total, amount));

/** Formats an amount as the storefront does: the symbol and two decimals, or none for a currency without minor units. Rounds half to even. */
export function format(money: Money | undefined): string {
  if (!money) {
    return '';
  }

  const decimals = withoutCoins.includes(money.currencyCode) ? 0 : 2;
  const step = decimals === 0 ? nanosPerUnit : BigInt(10_000_000);
  const nanos = nanosOf(money);
  const positive = nanos < BigInt(0) ? -nanos : nanos;
  let steps = positive / step;
  const rest = (positive % step) * BigInt(2);
  if (rest > step || (rest === step && steps % BigInt(2) === BigInt(1))) {
    steps += BigInt(1);
  }

  const digits = steps.toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return `${symbolOf(money.currencyCode)} ${nanos < BigInt(0) ? '-' : ''}${text}`;
}

/** The total of the lines and the shipping cost, in the currency the order was paid in. */
export const totalOf = (order: Order): Money | undefined =>
  sum([
    ...order.items.flatMap(({ cost, item }) => (cost && item ? [times(cost, item.quantity)] : [])),
    ...(order.shippingCost ? [order.shippingCost] : []),
  ]);
