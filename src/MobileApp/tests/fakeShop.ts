import type { Ad, Cart, Money, Order, Product } from '@/shop/types';

export type Sent = { method: string; path: string; query: URLSearchParams; headers: Record<string, string>; body: unknown };

type Answer = unknown | ((sent: Sent) => unknown);

/** A response with a status other than 200. */
export class Status {
  constructor(readonly status: number, readonly body: unknown = null) {}
}

/** The shop cannot be reached: the request fails. */
export const away = Symbol('away');

/** The shop does not respond: the request waits until it is aborted. */
export const silent = Symbol('silent');

const usd = (units: number, nanos = 0): Money => ({ currencyCode: 'USD', units, nanos });

export const telescope: Product = {
  id: 'OLJCESPC7Z', name: 'National Park Foundation Explorascope', description: 'For a first night out.', picture: 'NationalParkFoundationExplorascope.jpg',
  priceUsd: usd(101, 960_000_000), categories: ['telescopes'],
};

export const flashlight: Product = {
  id: 'LS4PSXUNUM', name: 'Red Flashlight', description: 'Keeps eyes used to the dark.', picture: 'RedFlashlight.jpg', priceUsd: usd(57, 80_000_000), categories: ['accessories', 'flashlights'],
};

export const order: Order = {
  orderId: '5b1f6d3e-52a7-4c8a-9b42-7f7f0f2f9d11', shippingTrackingId: '0c0ffee0-52a7-4c8a-9b42-7f7f0f2f9d11', shippingCost: usd(8, 990_000_000),
  shippingAddress: { streetAddress: '1 Dark Sky Road', city: 'Ottawa', state: '', country: 'Canada', zipCode: 'K1A 0A9' },
  items: [{ cost: usd(101, 960_000_000), item: { productId: telescope.id, quantity: 2, product: telescope } }],
};

/** Replaces `fetch` with the public API of a shop, whose cart keeps its lines. */
export class FakeShop {
  readonly sent: Sent[] = [];
  readonly telemetry: Sent[] = [];
  private readonly answers = new Map<string, Answer>();
  private readonly lines = new Map<string, number>();

  constructor() {
    this.answer('GET /api/products', [telescope, flashlight]);
    this.answer('GET /api/products/OLJCESPC7Z', telescope);
    this.answer('GET /api/products/LS4PSXUNUM', flashlight);
    this.answer('GET /api/currency', ['USD', 'EUR', 'JPY']);
    this.answer('GET /api/data', [{ redirectUrl: '/product/LS4PSXUNUM', text: 'Red Flashlight for sale. 20% off.' }] satisfies Ad[]);
    this.answer('GET /api/recommendations', [flashlight]);
    this.answer('GET /api/shipping', usd(8, 990_000_000));
    this.answer('GET /api/cart', () => this.cart);
    this.answer('POST /api/cart', ({ body }: Sent) => {
      const { item } = body as { item: { productId: string; quantity: number } };
      this.put(item.productId, (this.lines.get(item.productId) ?? 0) + item.quantity);
      return this.cart;
    });
    this.answer('DELETE /api/cart', () => {
      this.lines.clear();
      return new Status(204);
    });
    this.answer('POST /api/checkout', () => {
      this.lines.clear();
      return order;
    });
    this.answer(`GET /api/orders/${order.orderId}`, ({ query }: Sent) => (query.get('sessionId') ? order : new Status(404, { detail: 'Order not found' })));
    this.answer('POST /flagservice/flagd.evaluation.v1.Service/ResolveFloat', { value: 0 });
    this.answer('POST /otlp-http/v1/traces', {});
    this.answer('POST /otlp-http/v1/logs', {});
    globalThis.fetch = this.fetch as typeof fetch;
  }

  /** Sets the response to a route such as `GET /api/products`: a value, a function of the request, a Status, `away` or `silent`. */
  answer(route: string, answer: Answer): void {
    this.answers.set(route, answer);
  }

  /** Sets this response for every route, until `back` is called. */
  goAway(answer: Answer = away): { back(): void } {
    const before = new Map(this.answers);
    [...before.keys()].forEach((route) => this.answers.set(route, answer));
    return { back: () => before.forEach((one, route) => this.answers.set(route, one)) };
  }

  put(productId: string, quantity: number): void {
    if (quantity > 0) {
      this.lines.set(productId, quantity);
    } else {
      this.lines.delete(productId);
    }
  }

  requests(route: string): Sent[] {
    return this.sent.filter(({ method, path }) => `${method} ${path}` === route);
  }

  /** The spans that the app has sent. */
  get spans(): { name: string; traceId: string; spanId: string; parentSpanId?: string; kind: number; attributes: Record<string, unknown>; status: { code: number } }[] {
    return this.telemetry.filter(({ path }) => path.endsWith('/v1/traces')).flatMap(({ body }) => (body as any).resourceSpans)
      .flatMap((part: any) => part.scopeSpans).flatMap((scope: any) => scope.spans)
      .map((span: any) => ({ ...span, attributes: attributesOf(span.attributes) }));
  }

  /** The log events that the app has sent. */
  get events(): { eventName: string; traceId?: string; body?: unknown; severityText: string; attributes: Record<string, unknown> }[] {
    return this.telemetry.filter(({ path }) => path.endsWith('/v1/logs')).flatMap(({ body }) => (body as any).resourceLogs)
      .flatMap((part: any) => part.scopeLogs).flatMap((scope: any) => scope.logRecords)
      .map((line: any) => ({ ...line, attributes: attributesOf(line.attributes) }));
  }

  private get cart(): Cart {
    const products = [telescope, flashlight];
    return { userId: 'ana', items: [...this.lines].map(([productId, quantity]) => ({ productId, quantity, product: products.find(({ id }) => id === productId) })) };
  }

  private readonly fetch = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(address);
    const sent: Sent = {
      method: init.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: (init.headers ?? {}) as Record<string, string>,
      body: init.body ? JSON.parse(init.body as string) : undefined,
    };
    (sent.path.startsWith('/otlp-http/') ? this.telemetry : this.sent).push(sent);
    const found = this.answers.get(`${sent.method} ${sent.path}`);
    const answer = typeof found === 'function' ? await found(sent) : found === undefined ? new Status(404, { detail: 'There is nothing here.' }) : found;
    if (answer === away) {
      throw new TypeError('Network request failed');
    }

    if (answer === silent) {
      return await new Promise((_, refuse) => init.signal?.addEventListener('abort', () => refuse(new Error('Aborted'))));
    }

    const { status, body } = answer instanceof Status ? answer : new Status(200, answer);
    return { ok: status < 400, status, json: async () => body, blob: async () => body } as unknown as Response;
  };
}

export const attributesOf = (list: { key: string; value: Record<string, unknown> }[]) =>
  Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]]));
