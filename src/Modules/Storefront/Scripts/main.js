// Makes the pages interactive. They are complete without it: every step here has a form or a link that does the same.

import { openCart } from './cart.js';
import { estimate, openCheckout } from './checkout.js';
import { here } from './interaction.js';
import { look } from './pictures.js';
import { followLinks } from './product.js';
import { refresh } from './regions.js';
import { change, follow, open, session } from './session.js';

async function showSession() {
  document.querySelector('[data-cy="session-id"]').textContent = `session-id: ${session.userId}`;
  document.querySelector('#currency').value = session.currencyCode;
  await estimate();
}

document.querySelector('#currency').addEventListener('change', async ({ target }) => {
  const within = here();
  await change({ currencyCode: target.value });
  await within(showSession);
});

// Another tab changed the currency, or the browser restored a page.
addEventListener('storage', () => follow() && showSession());
addEventListener('pageshow', ({ persisted }) => persisted && (document.querySelector('form.checkout') ? location.reload() : refresh()));

look();
followLinks();
openCheckout();
if (await open()) {
  await showSession();
}

openCart();

if (!document.querySelector('script[src$="/telemetry.js"]')) {
  console.info('Browser telemetry is off: its bundle was not built.');
}
