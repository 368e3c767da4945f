import { createContext, type PropsWithChildren, use, useMemo, useState } from 'react';
import { type CheckoutFields, sampleCustomer } from './checkoutRules';
import { newUuid } from './identifiers';

/** The order that the shopper is writing: what was typed so far, in memory only, and the key under which it is placed. */
type Draft = {
  fields: CheckoutFields;
  key: string;
  change(fields: CheckoutFields): void;
  /** The order was refused for good, or placed: what is sent next is another order. */
  renewKey(): void;
  /** The next order begins with the sample customer again. */
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
