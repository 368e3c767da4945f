// Pictures of products. A page has the URLs of each in several widths, with content hashes; they are kept for later pages.

const known = new Map();

/** Collects the picture URLs of a page, and loads the pictures that are to be delayed. */
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

// For the flag imageSlowLoad: the edge delays a request with this header. The picture is then in the browser's cache.
async function loadLate(picture) {
  const address = picture.dataset.late;
  delete picture.dataset.late;
  await fetch(address, { headers: { 'x-envoy-fault-delay-request': picture.dataset.delay } })
    .then((answer) => answer.blob())
    .catch(() => null);
  picture.src = address;
}
