// Pictures of products. A page names each by its content and in several widths; what one page has said serves the next.

const known = new Map();

/** Learns the addresses of the pictures that a page shows, and loads those that are to be late. */
export function look(root = document) {
  for (const picture of root.querySelectorAll('[data-product] img[srcset]')) {
    known.set(picture.closest('[data-product]').dataset.product, picture.getAttribute('srcset'));
  }

  for (const picture of root.querySelectorAll('img[data-late]')) {
    loadLate(picture);
  }
}

export function show(picture, product) {
  const address = `/images/products/${encodeURIComponent(product.picture)}`;
  if (picture.dataset.late) {
    picture.dataset.late = address;
    return;
  }

  if (known.has(product.id)) {
    picture.srcset = known.get(product.id);
  }

  picture.src = address;
}

// For a demonstration: the door holds up a request that asks for it, while the flag is on. What comes then is in the browser's cache.
async function loadLate(picture) {
  const address = picture.dataset.late;
  delete picture.dataset.late;
  await fetch(address, { headers: { 'x-envoy-fault-delay-request': picture.dataset.delay } })
    .then((answer) => answer.blob())
    .catch(() => null);
  picture.src = address;
}
