import { add, sum, times } from './money';
import { useShippingCost } from './queries';
import type { Address, CartLine } from './types';

/** What the lines cost, and with their shipping to an address. */
export function useCartTotals(lines: CartLine[], address: Address) {
  const { data: shipping, isFetching } = useShippingCost(lines, address);
  const goods = sum(lines.flatMap(({ product, quantity }) => (product?.priceUsd ? [times(product.priceUsd, quantity)] : [])));
  const total = goods && shipping && goods.currencyCode === shipping.currencyCode ? add(goods, shipping) : goods;
  return { goods, shipping, total, shippingWords: isFetching ? 'Being worked out …' : 'Worked out when you order' };
}
