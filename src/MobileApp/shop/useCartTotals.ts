import { add, sum, times } from './money';
import { useShippingCost } from './queries';
import type { Address, CartLine } from './types';

/** The cost of the lines, of their shipping to an address, and the total. */
export function useCartTotals(lines: CartLine[], address: Address) {
  const { data: shipping, isFetching } = useShippingCost(lines, address);
  const goods = sum(lines.flatMap(({ product, quantity }) => (product?.priceUsd ? [times(product.priceUsd, quantity)] : [])));
  const total = goods && shipping && goods.currencyCode === shipping.currencyCode ? add(goods, shipping) : goods;
  return { goods, shipping, total, shippingWords: isFetching ? 'Being worked out …' : 'Worked out when you order' };
}
