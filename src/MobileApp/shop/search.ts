import type { Product } from './types';

/** All categories that some product has, in the order of the alphabet. */
export const categoriesOf = (products: Product[]): string[] => [...new Set(products.flatMap(({ categories }) => categories))].sort();

/** The products that have every word in their name or description, and the category. */
export function find(products: Product[], words: string, category: string | null): Product[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return products.filter(
    ({ name, description, categories }) =>
      (category === null || categories.includes(category))
      && wanted.every((word) => `${name} ${description}`.toLowerCase().includes(word)),
  );
}
