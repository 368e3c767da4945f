// The cart: its icon and dropdown, and the forms that change it.

import { get, post, remove } from './api.js';
import { here } from './interaction.js';
import { copyOf, refresh, say } from './regions.js';
import { session } from './session.js';

const otherTabs = new BroadcastChannel('cart');

export function openCart() {
  document.addEventListener('click', toggle);
  document.addEventListener('keydown', (event) => event.key === 'Escape' && close(true));
  document.addEventListener('submit', submit);
  document.addEventListener('change', (event) => event.target.closest('[data-action="change"]')?.requestSubmit());
  otherTabs.addEventListener('message', () => refresh());
  if (icon().querySelector('[data-cy="cart-item-count"]')) {
    fill();
  }
}

/** Notifies other pages that show the cart: other tabs, and pages of this tab that are restored. */
export const changed = () => otherTabs.postMessage('changed');

const icon = () => document.querySelector('[data-cy="cart-icon"]');

const lines = () => get('/api/cart', { sessionId: session.userId });

function toggle(event) {
  if (event.target.closest('[data-cy="cart-icon"]')) {
    event.preventDefault();
    dropdown()?.isConnected && !dropdown().hidden ? close(true) : open();
  } else if (!event.target.closest('[data-cy="cart-dropdown"]')) {
    close(false);
  }
}

const dropdown = () => document.querySelector('[data-cy="cart-dropdown"]');

async function open() {
  if (!dropdown()) {
    icon().after(copyOf('dropdown'));
    dropdown().querySelector('.dropdown-items').replaceChildren();
  }

  dropdown().hidden = false;
  icon().setAttribute('aria-expanded', 'true');
  icon().setAttribute('aria-controls', 'cart-dropdown');
  await fill();
}

function close(returnFocus) {
  if (!dropdown() || dropdown().hidden) {
    return;
  }

  dropdown().hidden = true;
  icon().setAttribute('aria-expanded', 'false');
  if (returnFocus) {
    icon().focus();
  }
}

async function fill() {
  const { items } = await lines().catch(() => ({ items: [] }));
  dropdown()?.querySelector('.dropdown-items').replaceChildren(...items.map(line));
  const nothing = dropdown()?.querySelector('.dropdown-none');
  if (nothing) {
    nothing.hidden = items.length > 0;
  }
}

function line({ productId, quantity, product }) {
  const item = copyOf('dropdown').querySelector('[data-cy="cart-dropdown-item"]');
  item.querySelector('.name').textContent = product?.name ?? productId;
  item.querySelector('.soft').textContent = `Quantity ${quantity}`;
  if (product?.picture) {
    item.querySelector('img').src = `/images/products/${encodeURIComponent(product.picture)}`;
  }

  return item;
}

const add = (productId, quantity) => post('/api/cart', { userId: session.userId, item: { productId, quantity } });

const actions = {
  '/cart/items': async (form) => {
    await add(form.elements.productId.value, Number(form.elements.quantity.value));
    changed();
    location.assign('/cart');
  },
  '/cart/quantity': async (form, button) => {
    const wanted = button?.name === 'remove' ? 0 : Number(form.elements.quantity.value);
    const difference = wanted - Number(form.dataset.quantity);
    const within = here();
    if (difference !== 0) {
      await add(form.dataset.product, difference);
    }

    changed();
    await within(afterChange);
  },
  '/cart/empty': async () => {
    await remove('/api/cart', { userId: session.userId });
    changed();
    location.assign('/cart');
  },
};

// An empty cart has a different page.
async function afterChange() {
  const within = here();
  const { items } = await lines();
  if (items.length === 0) {
    location.assign('/cart');
    return;
  }

  within(() => document.dispatchEvent(new CustomEvent('cart-changed')));
  say('The cart has changed');
}

async function submit(event) {
  const form = event.target;
  const act = actions[form.getAttribute('action')];
  if (!act) {
    return;
  }

  event.preventDefault();
  const buttons = [...form.querySelectorAll('button')];
  buttons.forEach((button) => (button.disabled = true));
  try {
    await act(form, event.submitter);
  } catch (refused) {
    showRefusal(form, refused);
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
}

function showRefusal(form, refused) {
  const place = form.querySelector('.wrong') ?? form.appendChild(Object.assign(document.createElement('p'), { className: 'wrong', role: 'alert' }));
  place.textContent = refused.fields[0]?.[1] ?? refused.message;
}
