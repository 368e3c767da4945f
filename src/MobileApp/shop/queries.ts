import type { Context } from '@opentelemetry/api';
import { QueryClient, type QueryKey, useQuery, useQueryClient, type UseQueryOptions } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ShopError } from './errors';
import { useShop } from './ShopProvider';
import type { Address, Cart, CartLine } from './types';

const askAgainAfter = 4_000;

export const newQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // Being offline is told in words by the failure of the request; nothing waits silently for a network.
        networkMode: 'always',
        staleTime: 30_000,
        retry: (failures, error) => failures < 1 && error instanceof ShopError && error.mayPass,
        retryDelay: 400,
        refetchInterval: (query) => (query.state.error instanceof ShopError && query.state.error.mayPass ? askAgainAfter : false),
      },
      mutations: { networkMode: 'always' },
    },
  });

function useScope() {
  const { client, session } = useShop();
  return { client, scope: [client.address, session.userId, session.currencyCode] as const };
}

/**
 * What a screen stands on. A failure stays until there is data: the query itself forgets it with each new attempt, and the screen would
 * change between words and skeletons.
 */
function useSteadyQuery<T>(options: UseQueryOptions<T, Error, T, QueryKey>) {
  const { data, error, isPending, refetch } = useQuery(options);
  const [failure, setFailure] = useState<Error | null>(null);
  const latest = error ?? (data === undefined ? failure : null);
  if (latest !== failure) {
    setFailure(latest);
  }

  return { data, error: latest, isPending: isPending && latest === null, refetch };
}

export function useProducts() {
  const { client, scope } = useScope();
  return useSteadyQuery({ queryKey: [...scope, 'products'], queryFn: ({ signal }) => client.products({ signal }) });
}

export function useProduct(id: string) {
  const { client, scope } = useScope();
  return useSteadyQuery({ queryKey: [...scope, 'product', id], queryFn: ({ signal }) => client.product(id, { signal }) });
}

/** What decorates a screen: when it fails, the screen is complete without it. */
const decoration = { retry: false, refetchInterval: false } as const;

export function useAds(categories: string[] | undefined) {
  const { client, scope } = useScope();
  return useQuery({
    ...decoration,
    queryKey: [...scope, 'ads', categories],
    queryFn: ({ signal }) => client.ads(categories ?? [], { signal }),
    enabled: categories !== undefined,
  });
}

export function useRecommendations(productId: string) {
  const { client, scope } = useScope();
  return useQuery({
    ...decoration,
    queryKey: [...scope, 'recommendations', productId],
    queryFn: ({ signal }) => client.recommendations([productId], { signal }),
  });
}

export function useCurrencies() {
  const { client, scope } = useScope();
  return useSteadyQuery({ queryKey: [...scope, 'currencies'], queryFn: async ({ signal }) => (await client.currencies({ signal })).sort() });
}

/** How late pictures are to come; unknown until the shop has said. A screen with pictures asks early, beside what it shows. */
export function usePictureDelay(): number | undefined {
  const { client } = useScope();
  const { data } = useQuery({
    ...decoration,
    queryKey: [client.address, 'picture-delay'],
    queryFn: ({ signal }) => client.pictureDelay({ signal }).catch(() => 0),
  });
  return data;
}

export function useCart() {
  const { client, scope } = useScope();
  return useSteadyQuery({ queryKey: [...scope, 'cart'], queryFn: ({ signal }) => client.cart({ signal }), staleTime: 0 });
}

export function useOrder(id: string) {
  const { client, scope } = useScope();
  return useSteadyQuery({ queryKey: [...scope, 'order', id], queryFn: ({ signal }) => client.order(id, { signal }) });
}

const typingPause = 400;

function useSettled<T>(value: T, isSame: (one: T, other: T) => boolean): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (!isSame(settled, value)) {
      const timer = setTimeout(() => setSettled(value), typingPause);
      return () => clearTimeout(timer);
    }
  }, [value, settled, isSame]);
  return settled;
}

const isSameJson = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What it costs to send the cart to an address; asked for when the typing pauses. */
export function useShippingCost(lines: CartLine[], address: Address) {
  const { client, scope } = useScope();
  const settled = useSettled(address, isSameJson);
  const items = lines.map(({ productId, quantity }) => ({ productId, quantity }));
  return useQuery({
    queryKey: [...scope, 'shipping', items, settled],
    queryFn: ({ signal }) => client.shippingCost(lines, settled, { signal }),
    enabled: lines.length > 0,
  });
}

/** Changes of the cart. Each asks for the cart again, within the same trace. */
export function useCartChanges() {
  const { client, scope } = useScope();
  const queries = useQueryClient();
  const key = [...scope, 'cart'];

  const after = async (context: Context) => {
    await queries.cancelQueries({ queryKey: key });
    await queries.fetchQuery({ queryKey: key, queryFn: () => client.cart({ context }), staleTime: 0 }).catch(() => queries.invalidateQueries({ queryKey: key }));
  };

  return {
    async change(productId: string, difference: number, context: Context) {
      await client.addToCart(productId, difference, { context });
      await after(context);
    },
    async empty(context: Context) {
      await client.emptyCart({ context });
      await after(context);
    },
    /** An order took what was in it. */
    ordered: () => {
      queries.setQueryData<Cart>(key, (cart) => cart && { ...cart, items: [] });
      return queries.invalidateQueries({ queryKey: key });
    },
  };
}
