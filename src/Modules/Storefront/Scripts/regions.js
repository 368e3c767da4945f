// The parts of a page that change while it is open are rendered where all pages are: by the shop.

import { look } from './pictures.js';

/** Replaces the marked regions of this page by those of a newer one; by default of the same page, asked for again. */
export async function refresh(newer = fetch(location.href)) {
  const answer = await newer.catch(() => null);
  if (!answer?.ok) {
    return;
  }

  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  page.querySelectorAll('noscript').forEach((without) => without.remove());
  const focused = document.activeElement?.id;
  for (const old of document.querySelectorAll('[data-region]')) {
    const fresh = page.querySelector(`[data-region="${old.dataset.region}"]`);
    if (fresh?.matches('.empty') && !old.matches('.empty')) {
      location.reload(); // Without anything in the cart the whole page is another.
      return;
    }

    if (fresh) {
      old.replaceWith(fresh);
    }
  }

  look();
  if (focused && document.activeElement?.id !== focused) {
    document.getElementById(focused)?.focus();
  }
}

/** Says it to those who do not see the page. */
export function say(text) {
  document.querySelector('#said').textContent = text;
}

/** A copy of what stands in one of the page's templates. */
export const copyOf = (template) => document.getElementById(template).content.cloneNode(true);
