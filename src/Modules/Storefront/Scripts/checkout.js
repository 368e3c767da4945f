// The checkout form: the estimate follows the address, the order is sent once, and errors are shown next to their fields.

import { post } from './api.js';
import { changed } from './cart.js';
import { freeze, refresh } from './regions.js';
import { session } from './session.js';

const typingPause = 400;

// After these statuses the first request with the key may still become an order: the request was too early, or another one holds the key.
const unknown = [408, 422, 429];
const form = document.querySelector('form.checkout');
let typing;

export function openCheckout() {
  if (!form) {
    return;
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    placeOrder();
  });
  form.addEventListener('input', ({ target }) => {
    if (target.name.startsWith('address.')) {
      clearTimeout(typing);
      typing = setTimeout(estimate, typingPause);
    }
  });
  document.addEventListener('cart-changed', estimate);
}

/** Shows the cost of the cart for the address in the form. */
export function estimate() {
  if (!form) {
    return refresh();
  }

  const address = [...new FormData(form)].filter(([name]) => name.startsWith('address.'));
  return refresh(fetch('/cart/estimate', { method: 'POST', body: new URLSearchParams(address) }));
}

async function placeOrder() {
  const button = form.querySelector('.order');
  if (button.disabled) {
    return;
  }

  clear();
  const missing = [...form.querySelectorAll('[aria-required="true"]')].filter((input) => input.value.trim() === '');
  if (missing.length > 0) {
    show(missing.map((input) => [input.name, 'is missing']));
    return;
  }

  freeze(true);
  button.disabled = true;
  button.textContent = 'Placing your order …';
  try {
    const { orderId } = await post('/api/checkout', order(), { 'Idempotency-Key': form.elements.key.value });
    changed();
    location.assign(`/cart/checkout/${orderId}`);
  } catch (refused) {
    freeze(false);
    refuse(refused);
    button.disabled = false;
    button.textContent = 'Place order';
  }
}

function order() {
  const value = (name) => form.elements[name].value.trim();
  const section = (name, fields) => Object.fromEntries(fields.map((field) => [field, value(`${name}.${field}`)]));
  return {
    userId: session.userId,
    userCurrency: session.currencyCode,
    email: value('email'),
    address: section('address', ['streetAddress', 'city', 'state', 'country', 'zipCode']),
    creditCard: section('creditCard', ['creditCardNumber', 'creditCardCvv', 'creditCardExpirationYear', 'creditCardExpirationMonth']),
  };
}

function refuse(refused) {
  // A rejected order is final: the next submission is another order. Otherwise the result is unknown, and the same key repeats the same order.
  if (refused.status >= 400 && refused.status < 500 && !unknown.includes(refused.status)) {
    form.elements.key.value = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  }

  const here = refused.fields.filter(([field]) => form.elements[field]);
  if (here.length > 0) {
    show(here);
  } else {
    const general = form.querySelector('.general');
    general.textContent = refused.message;
    general.focus();
  }
}

function show(problems) {
  for (const [field, problem] of problems) {
    const input = form.elements[field];
    input.setAttribute('aria-invalid', 'true');
    document.getElementById(`${input.id}-wrong`).textContent = problem;
  }

  form.elements[problems[0][0]].focus();
}

function clear() {
  form.querySelectorAll('[aria-invalid]').forEach((input) => input.removeAttribute('aria-invalid'));
  form.querySelectorAll('.wrong').forEach((place) => (place.textContent = ''));
}
