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
        // Without a network the request fails, and the screen shows the error. The default mode would pause the query without an error.
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
 * A query for the data that a screen requires. Its error is kept until there is data: the query itself resets the error at each new attempt,
 * and the screen would alternate between the error and skeletons.
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

/** Options of queries for optional parts of a screen: when such a query fails, the screen is shown without that part. */
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

/** The delay of pictures, undefined until the shop has answered. Screens with pictures call this too, so that it is requested together with their data. */
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

/** The cost of shipping the cart to an address. It is requested after a pause in typing. */
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

/** Changes of the cart. After each change the cart is requested again, within the same trace. */
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
    /** Shows the cart as empty after an order, and requests it again. */
    ordered: () => {
      queries.setQueryData<Cart>(key, (cart) => cart && { ...cart, items: [] });
      return queries.invalidateQueries({ queryKey: key });
    },
  };
}
