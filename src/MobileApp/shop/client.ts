import type { Context } from '@opentelemetry/api';
import type { Telemetry } from '@/telemetry/telemetry';
import { ShopError } from './errors';
import type { Session } from './session';
import type { Ad, Address, Cart, CartLine, Money, Order, PlaceOrderRequest, Product } from './types';

const requestTimeout = 20_000;

/** The options of a call: the signal that cancels it, and the context that is the parent of its span. */
export type CallOptions = { signal?: AbortSignal; context?: Context };

type Call = CallOptions & { query?: Record<string, string>; body?: unknown; headers?: Record<string, string> };

/** The shop's public API. */
export class ShopClient {
  constructor(readonly address: string, private readonly session: Session, private readonly telemetry: () => Telemetry) {}

  pictureAddress = (picture: string, width: number) => `${this.address}/images/products/${encodeURIComponent(picture)}?width=${width}`;

  products = (options?: CallOptions) => this.get<Product[]>('/api/products', {}, options);

  product = (id: string, options?: CallOptions) =>
    this.call<Product>('GET', `/api/products/${encodeURIComponent(id)}`, '/api/products/{productId}', this.priced({}, options));

  currencies = (options?: CallOptions) => this.call<string[]>('GET', '/api/currency', '/api/currency', options);

  ads = (categories: string[], options?: CallOptions) =>
    this.call<Ad[]>('GET', '/api/data', '/api/data', { ...options, query: { contextKeys: categories.join(',') } });

  recommendations = (productIds: string[], options?: CallOptions) =>
    this.get<Product[]>('/api/recommendations', { productIds: productIds.join(','), sessionId: this.session.userId }, options);

  cart = (options?: CallOptions) => this.get<Cart>('/api/cart', { sessionId: this.session.userId }, options);

  /** Adds a quantity to a line; a negative quantity reduces the line. */
  addToCart = (productId: string, quantity: number, options?: CallOptions) =>
    this.call<Cart>('POST', '/api/cart', '/api/cart', { ...options, body: { userId: this.session.userId, item: { productId, quantity } } });

  emptyCart = (options?: CallOptions) =>
    this.call<null>('DELETE', '/api/cart', '/api/cart', { ...options, body: { userId: this.session.userId } });

  shippingCost = (lines: CartLine[], address: Address, options?: CallOptions) => {
    const itemList = JSON.stringify(lines.map(({ productId, quantity }) => ({ productId, quantity })));
    return this.get<Money>('/api/shipping', { itemList, address: JSON.stringify(address) }, options);
  };

  /** The same key places the same order, however often it is sent. */
  placeOrder = (order: PlaceOrderRequest, key: string, options?: CallOptions) =>
    this.call<Order>('POST', '/api/checkout', '/api/checkout', {
      ...this.priced({}, options),
      body: { userId: this.session.userId, userCurrency: this.session.currencyCode, ...order },
      headers: { 'Idempotency-Key': key },
    });

  order = (id: string, options?: CallOptions) =>
    this.call<Order>('GET', `/api/orders/${encodeURIComponent(id)}`, '/api/orders/{orderId}', this.priced({ sessionId: this.session.userId }, options));

  /** The delay of pictures in milliseconds: the value of the demo flag `imageSlowLoad`. */
  pictureDelay = async (options?: CallOptions): Promise<number> => {
    const path = '/flagservice/flagd.evaluation.v1.Service/ResolveFloat';
    const { value } = await this.call<{ value?: number }>('POST', path, path, { ...options, body: { flagKey: 'imageSlowLoad', context: {} } });
    return value ?? 0;
  };

  /** Requests a picture with the header that delays the response while the flag is on. */
  latePicture = async (picture: string, milliseconds: number): Promise<void> => {
    const address = this.pictureAddress(picture, 640);
    const answer = await this.send('GET', address, '/images/products/{picture}', { headers: { 'x-envoy-fault-delay-request': String(milliseconds) } });
    await answer.blob();
  };

  private get = <T>(path: string, query: Record<string, string>, options?: CallOptions) => this.call<T>('GET', path, path, this.priced(query, options));

  private priced = (query: Record<string, string>, options?: CallOptions): Call => ({
    ...options,
    query: { ...query, currencyCode: this.session.currencyCode },
  });

  private async call<T>(method: string, path: string, route: string, call: Call = {}): Promise<T> {
    const query = call.query ? `?${new URLSearchParams(call.query)}` : '';
    const answer = await this.send(method, this.address + path + query, route, call);
    if (!answer.ok) {
      throw ShopError.ofStatus(answer.status, await answer.json().catch(() => null));
    }

    // A response that is not JSON does not come from a shop.
    return answer.status === 204 ? (null as T) : await answer.json().catch(() => { throw new ShopError('failed', answer.status); });
  }

  private async send(method: string, address: string, route: string, { body, headers, signal, context }: Call): Promise<Response> {
    const traced = this.telemetry().request(method, address, route, context);
    const ending = new AbortController();
    const end = () => ending.abort();
    const timer = setTimeout(end, requestTimeout);
    signal?.addEventListener('abort', end);
    try {
      const answer = await fetch(address, {
        method,
        body: body === undefined ? undefined : JSON.stringify(body),
        headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...traced.headers, ...headers },
        signal: ending.signal,
      });
      traced.ended(answer.status);
      return answer;
    } catch {
      const failure = new ShopError(ending.signal.aborted && !signal?.aborted ? 'timeout' : 'unreachable');
      if (signal?.aborted) {
        traced.ended(0);
      } else {
        traced.failed(failure);
      }

      throw failure;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    }
  }
}
