import type { Product } from './types';

/** The categories of all products, in alphabetical order. */
export const categoriesOf = (products: Product[]): string[] => [...new Set(products.flatMap(({ categories }) => categories))].sort();

/** The products of the category (null: of any) that contain every word in the name or the description. */
export function find(products: Product[], words: string, category: string | null): Product[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return products.filter(
    ({ name, description, categories }) =>
      (category === null || categories.includes(category))
      && wanted.every((word) => `${name} ${description}`.toLowerCase().includes(word)),
  );
}
