import { isUuid, newUuid } from './identifiers';
import { keys, read, write } from './storage';

/** The user and the currency: the public shop's entry. In a browser the storefront uses the same entry, and therefore the same cart. */
export type Session = { userId: string; currencyCode: string };

function parse(value: unknown): Session | null {
  const { userId, currencyCode } = (value ?? {}) as Partial<Session>;
  return isUuid(userId) && /^[A-Z]{3}$/.test(currencyCode ?? '') ? { userId, currencyCode: currencyCode! } : null;
}

export async function loadSession(): Promise<Session> {
  const known = await read(keys.session, parse);
  if (known) {
    return known;
  }

  const session = { userId: newUuid(), currencyCode: 'USD' };
  await write(keys.session, session);
  return session;
}

export const saveSession = (session: Session) => write(keys.session, session);
