// The user and the currency: the public shop's entry in the browser's storage. The pages use a cookie with the same data; where the two
// differ, the storage is right and the cookie is changed.

const name = 'session';
const page = document.documentElement.dataset;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function stored() {
  try {
    const { userId, currencyCode } = JSON.parse(localStorage.getItem(name));
    return uuid.test(userId) && /^[A-Z]{3}$/.test(currencyCode) ? { userId, currencyCode } : null;
  } catch {
    return null; // No entry, an invalid entry, or no access to the storage.
  }
}

function store(session) {
  try {
    localStorage.setItem(name, JSON.stringify(session));
  } catch {
    // The cookie still has the session.
  }
}

export const session = { userId: page.user, currencyCode: page.currency };

/** Makes storage and cookie agree. True when the page shows the cart or prices of another session and must be refreshed. */
export async function open() {
  const known = stored();
  if (!known) {
    store(session);
    return false;
  }

  if (known.userId === page.user && known.currencyCode === page.currency) {
    return false;
  }

  // With the page's currency, if the shop no longer supports the other one: the user id matters most.
  return await change(known) || await change({ userId: known.userId });
}

/** Takes over the session that another tab stored. True when something changed. */
export function follow() {
  const known = stored();
  const isNews = known !== null && (known.userId !== session.userId || known.currencyCode !== session.currencyCode);
  if (isNews) {
    Object.assign(session, known);
  }

  return isNews;
}

/** False when the shop rejects the change; then nothing changes. */
export async function change(changed) {
  const next = { ...session, ...changed };
  const answer = await fetch('/session', {
    method: 'POST',
    body: new URLSearchParams({ user_id: next.userId, currency_code: next.currencyCode }),
    redirect: 'manual',
  }).catch(() => null);
  if (answer?.type !== 'opaqueredirect') {
    return false;
  }

  Object.assign(session, next);
  store(session);
  return true;
}
