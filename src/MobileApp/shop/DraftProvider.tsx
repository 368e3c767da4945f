import { createContext, type PropsWithChildren, use, useMemo, useState } from 'react';
import { type CheckoutFields, sampleCustomer } from './checkoutRules';
import { newUuid } from './identifiers';

/** The order that the shopper is entering: the typed values, in memory only, and the idempotency key of the order. */
type Draft = {
  fields: CheckoutFields;
  key: string;
  change(fields: CheckoutFields): void;
  /** Creates a new key, after the order was finally rejected or placed: the next submission is another order. */
  renewKey(): void;
  /** Resets the fields to the sample customer for the next order, with a new key. */
  clear(): void;
};

const DraftContext = createContext<Draft | null>(null);

export function useDraft(): Draft {
  const draft = use(DraftContext);
  if (!draft) {
    throw new Error('useDraft needs a DraftProvider above it');
  }

  return draft;
}

export function DraftProvider({ children }: PropsWithChildren) {
  const [fields, change] = useState(sampleCustomer);
  const [key, setKey] = useState(newUuid);
  const draft = useMemo<Draft>(() => ({
    fields,
    key,
    change,
    renewKey: () => setKey(newUuid()),
    clear() {
      change(sampleCustomer);
      setKey(newUuid());
    },
  }), [fields, key]);
  return <DraftContext value={draft}>{children}</DraftContext>;
}
