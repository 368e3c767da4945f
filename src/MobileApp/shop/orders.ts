import { totalOf } from './money';
import { keys, read, write } from './storage';
import type { Money, Order } from './types';

/** The data of an order that the device stores. It does not include the address, which the shop stores. */
export type KnownOrder = { orderId: string; placedAt: string; products: string[]; total?: Money };

const most = 50;

const isOrder = (value: unknown): value is KnownOrder => typeof (value as KnownOrder | null)?.orderId === 'string';

export const loadOrders = async (): Promise<KnownOrder[]> =>
  (await read(keys.orders, (value) => (Array.isArray(value) ? value.filter(isOrder) : []))) ?? [];

/** Stores an order, the newest first. An order that is already stored is not added again. */
export async function rememberOrder(order: Order, now: Date): Promise<void> {
  const known = await loadOrders();
  if (!known.some(({ orderId }) => orderId === order.orderId)) {
    const products = order.items.flatMap(({ item }) => (item ? [item.product?.name ?? item.productId] : []));
    await write(keys.orders, [{ orderId: order.orderId, placedAt: now.toISOString(), products, total: totalOf(order) }, ...known].slice(0, most));
  }
}
