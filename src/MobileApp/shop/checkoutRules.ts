import { z } from 'zod/mini';
import type { PlaceOrderRequest } from './types';

// The shop's rules for an order: src/Modules/Storefront/Forms/OrderDraft.cs and src/Modules/Payment/Card.cs. The shop decides; these rules
// only report problems before the order is sent.

const mostCharacters = 200;

const brands: [name: string, from: string, to: string][] = [
  ['visa', '4', '4'], ['mastercard', '51', '55'], ['mastercard', '2221', '2720'], ['amex', '34', '34'], ['amex', '37', '37'],
  ['diners club', '300', '305'], ['diners club', '309', '309'], ['diners club', '36', '36'], ['diners club', '38', '39'],
  ['jcb', '3528', '3589'], ['mir', '2200', '2204'], ['discover', '6011', '6011'], ['discover', '622126', '622925'],
  ['discover', '644', '649'], ['discover', '65', '65'], ['unionpay', '62', '62'], ['rupay', '60', '60'], ['rupay', '81', '82'],
  ['rupay', '508', '508'], ['maestro', '50', '50'], ['maestro', '56', '58'], ['maestro', '63', '63'], ['maestro', '67', '67'],
];

const digitsOf = (text: string) => text.replace(/[\s\p{Pd}\p{Cf}\u2212]/gu, '');

function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits).reverse().reduce((total, digit, fromRight) => {
    const value = Number(digit) * (fromRight % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

const brandOf = (digits: string): string =>
  brands.find(([, from, to]) => digits.slice(0, from.length) >= from && digits.slice(0, to.length) <= to)?.[0] ?? 'unknown';

/** The problem with a card number, or null. The text never contains the number. */
export function cardNumberProblem(text: string): string | null {
  const digits = digitsOf(text);
  if (digits === '') {
    return 'Is missing.';
  }

  if (!/^\d{12,19}$/.test(digits) || !passesLuhn(digits)) {
    return 'The card number is not valid.';
  }

  const brand = brandOf(digits);
  if (brand !== 'visa' && brand !== 'mastercard') {
    return `The brand of this card is ${brand}; only visa and mastercard are accepted.`;
  }

  const lengths = brand === 'visa' ? [13, 16, 19] : [16];
  return lengths.includes(digits.length) ? null : 'The card number is not valid.';
}

const required = () => z.string().check(z.trim(), z.minLength(1, 'Is missing.'), z.maxLength(mostCharacters, 'Is too long.'));

const whole = (check: (number: number) => boolean, message: string) =>
  required().check(
    z.refine((text) => text === '' || /^\d+$/.test(text), { message: 'Must be a whole number.', abort: true }),
    z.refine((text) => text === '' || check(Number(text)), message),
  );

/** The schema of the ten fields, with their values as typed. */
export const checkoutFields = (now: Date) =>
  z
    .object({
      email: required(),
      address: z.object({
        streetAddress: required(),
        zipCode: required(),
        city: required(),
        // Not every country has states.
        state: z.string().check(z.trim(), z.maxLength(mostCharacters, 'Is too long.')),
        country: required(),
      }),
      creditCard: z.object({
        creditCardNumber: z.string().check(
          z.trim(),
          z.check<string>(({ value, issues }) => {
            const problem = cardNumberProblem(value);
            if (problem) {
              issues.push({ code: 'custom', message: problem, input: undefined, continue: true });
            }
          }),
        ),
        creditCardExpirationMonth: whole((month) => month >= 1 && month <= 12, 'The month must be 1 to 12.'),
        creditCardExpirationYear: whole((year) => year >= 1000 && year <= 9999, 'The year must have four digits.'),
        creditCardCvv: whole((cvv) => cvv <= 9999, 'The security code must have at most four digits.'),
      }),
    })
    .check(
      z.check(({ value: { creditCard }, issues }) => {
        // A card is valid until the end of its month, in UTC.
        const months = Number(creditCard.creditCardExpirationYear) * 12 + Number(creditCard.creditCardExpirationMonth);
        if (months < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1) {
          issues.push({ code: 'custom', message: 'The card has expired.', path: ['creditCard', 'creditCardExpirationYear'], input: undefined, continue: true });
        }
      }),
    );

export type CheckoutFields = {
  email: string;
  address: { streetAddress: string; zipCode: string; city: string; state: string; country: string };
  creditCard: { creditCardNumber: string; creditCardExpirationMonth: string; creditCardExpirationYear: string; creditCardCvv: string };
};

/** The sample customer. The checkout form of the storefront has the same initial values. */
export const sampleCustomer: CheckoutFields = {
  email: 'someone@example.com',
  address: { streetAddress: '1600 Amphitheatre Parkway', zipCode: '94043', city: 'Mountain View', state: 'CA', country: 'United States' },
  creditCard: {
    creditCardNumber: '4432-8015-6152-0454',
    creditCardExpirationMonth: '1',
    creditCardExpirationYear: '2030',
    creditCardCvv: '672',
  },
};

export const requestOf = ({ email, address, creditCard }: CheckoutFields): PlaceOrderRequest => ({
  email,
  address,
  creditCard: {
    creditCardNumber: creditCard.creditCardNumber,
    creditCardCvv: Number(creditCard.creditCardCvv),
    creditCardExpirationYear: Number(creditCard.creditCardExpirationYear),
    creditCardExpirationMonth: Number(creditCard.creditCardExpirationMonth),
  },
});
