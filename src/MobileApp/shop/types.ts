// The shop's public API, as src/Modules/Storefront implements it. The public shop has the same API.

export type Money = { currencyCode: string; units: number; nanos: number };

export type Product = {
  id: string;
  name: string;
  description: string;
  picture: string;
  /** The price in the requested currency; the field has this name for every currency. */
  priceUsd?: Money;
  categories: string[];
};

/** The product is absent when the shop no longer has it. */
export type CartLine = { productId: string; quantity: number; product?: Product };

export type Cart = { userId: string; items: CartLine[] };

export type Address = { streetAddress: string; city: string; state: string; country: string; zipCode: string };

export type CreditCard = {
  creditCardNumber: string;
  creditCardCvv: number;
  creditCardExpirationYear: number;
  creditCardExpirationMonth: number;
};

export type PlaceOrderRequest = { email: string; address: Address; creditCard: CreditCard };

export type Order = {
  orderId: string;
  shippingTrackingId: string;
  shippingCost?: Money;
  shippingAddress?: Address;
  items: { cost?: Money; item?: CartLine }[];
};

export type Ad = { redirectUrl: string; text: string };
