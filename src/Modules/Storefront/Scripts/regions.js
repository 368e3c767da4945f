// The parts of a page that change while it is open are rendered by the server, like the pages.

import { look } from './pictures.js';

let requests = 0;
let isFrozen = false;

/** Keeps the page as it is while an order is being placed: a late answer must neither replace a part of it nor reload it. */
export function freeze(frozen) {
  isFrozen = frozen;
}

/** Replaces the marked regions of this page by those of a newer one; by default of the same page, requested again. The last request wins. */
export async function refresh(newer = fetch(location.href)) {
  const request = ++requests;
  const answer = await newer.catch(() => null);
  const text = answer?.ok ? await answer.text().catch(() => null) : null;
  if (text === null || isFrozen || request !== requests) {
    return;
  }

  const page = new DOMParser().parseFromString(text, 'text/html');
  page.querySelectorAll('noscript').forEach((without) => without.remove());
  const focused = document.activeElement?.id;
  for (const old of document.querySelectorAll('[data-region]')) {
    const fresh = page.querySelector(`[data-region="${old.dataset.region}"]`);
    if (fresh?.matches('.empty') && !old.matches('.empty')) {
      location.reload(); // An empty cart has a different page.
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

/** Announces a text to screen readers. */
export function say(text) {
  document.querySelector('#said').textContent = text;
}

/** Clones the content of one of the page's templates. */
export const copyOf = (template) => document.getElementById(template).content.cloneNode(true);
