// Shows a product without loading a page, with data of the API.

import { get } from './api.js';
import { here } from './interaction.js';
import { look, show as showPicture } from './pictures.js';
import { format } from './price.js';
import { copyOf, refresh, say } from './regions.js';
import { session } from './session.js';

const main = document.querySelector('main');
const views = new Map();
let shown = { view: 0, path: pathNow() };

export function followLinks() {
  history.replaceState({ view: 0 }, '');
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="/product/"]');
    if (link && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      visit(link.getAttribute('href'));
    }
  });
  addEventListener('popstate', (event) => goTo(event.state));
}

function pathNow() {
  return location.pathname + location.search;
}

async function visit(path) {
  const within = here();
  const id = decodeURIComponent(path.split('/')[2].split(/[?#]/)[0]);
  try {
    const [product, recommended] = await Promise.all([
      get(`/api/products/${encodeURIComponent(id)}`),
      get('/api/recommendations', { productIds: id, sessionId: session.userId }).catch(() => []),
    ]);
    const ads = await within(() => get('/api/data', { contextKeys: (product.categories ?? []).join(',') }).catch(() => []));
    keep();
    shown = { view: views.size, path };
    history.pushState({ view: shown.view }, '', path);
    put([...page(product, recommended, ads).childNodes], 'Otel Demo - Product');
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
    say(product.name);
  } catch {
    location.assign(path); // The shop shows its error page.
  }
}

// The previous page is kept as it was: going back needs no request, and the browser restores the scroll position.
function keep() {
  views.set(shown.view, { nodes: [...main.childNodes], title: document.title });
}

function goTo(state) {
  if (!state && pathNow() === shown.path) {
    return; // An anchor on the same page.
  }

  const view = state && views.get(state.view);
  if (!view) {
    location.reload();
    return;
  }

  keep();
  shown = { view: state.view, path: pathNow() };
  put(view.nodes, view.title);
  refresh();
}

function put(nodes, title) {
  main.replaceChildren(...nodes);
  document.title = title;
  look(main);
}

function page(product, recommended, ads) {
  const content = copyOf('product');
  const part = (name) => content.querySelector(`[data-cy="${name}"]`);
  part('product-detail').dataset.product = product.id;
  part('product-name').textContent = product.name;
  part('product-description').textContent = product.description;
  content.querySelector('.asked [data-cy="product-price"]').textContent = format(product.priceUsd);
  content.querySelector('[name="productId"]').value = product.id;
  content.querySelector('.categories').replaceChildren(...(product.categories ?? []).map(category));
  showPictureIn(part('product-picture'), product, product.name);
  part('ad').replaceChildren(...ads.slice(0, 1).map(advert));
  if (recommended.length > 0) {
    content.querySelector('.products').replaceChildren(...recommended.map(card));
  } else {
    part('recommendation-list').remove();
  }

  return content;
}

function showPictureIn(place, product, alt) {
  const picture = place.querySelector('img');
  if (product.picture) {
    picture.alt = alt;
    showPicture(picture, product);
  } else {
    (place.dataset.cy ? place : picture).remove();
  }
}

function card(product) {
  const link = copyOf('card').querySelector('a');
  link.href = `/product/${encodeURIComponent(product.id)}`;
  link.querySelector('[data-product]').dataset.product = product.id;
  link.querySelector('.name').textContent = product.name;
  link.querySelector('[data-cy="product-price"]').textContent = format(product.priceUsd);
  showPictureIn(link, product, '');
  return link;
}

function category(name) {
  return linkTo(`/?category=${encodeURIComponent(name)}#hot-products`, name, 'chip');
}

function advert(ad) {
  return linkTo(ad.redirectUrl, ad.text);
}

function linkTo(href, text, kind = '') {
  const link = document.createElement('a');
  Object.assign(link, { href, textContent: text, className: kind });
  return link;
}
