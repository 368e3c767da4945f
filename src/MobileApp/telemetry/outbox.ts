import { keys, read, remove, write } from '@/shop/storage';

/** A batch of telemetry as OTLP/JSON, to be sent to the shop. */
export type Batch = { path: '/v1/traces' | '/v1/logs'; body: string; at: number };

/** The result of sending a batch: after `later` it is sent again. */
export type Delivery = 'taken' | 'refused' | 'later';

const mostBatches = 50;

// The shop refuses spans that are older than an hour.
const oldest = 55 * 60 * 1000;

const firstPause = 2_000;
const longestPause = 60_000;

const isBatch = (value: unknown): value is Batch => {
  const { path, body, at } = (value ?? {}) as Partial<Batch>;
  return (path === '/v1/traces' || path === '/v1/logs') && typeof body === 'string' && typeof at === 'number';
};

/**
 * Batches that were not delivered yet. They are sent one after the other; while the shop cannot be reached they wait, and `keep` writes
 * them to the device's storage, so that the next start of the app can send them.
 */
export class Outbox {
  private batches: Batch[] = [];
  private isSending = false;
  private isStored = false;
  private pause = firstPause;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (batch: Batch) => Promise<Delivery>, private readonly now: () => number = Date.now) {}

  get waiting(): number {
    return this.batches.length;
  }

  /** Loads the batches that an earlier run of the app stored, and sends them. */
  async restore(): Promise<void> {
    const left = (await read(keys.unsent, (value) => (Array.isArray(value) ? value.filter(isBatch) : []))) ?? [];
    if (left.length > 0) {
      this.isStored = true;
      this.batches = [...left, ...this.batches].slice(-mostBatches);
      await this.drain();
    }
  }

  async add(path: Batch['path'], body: string): Promise<void> {
    this.batches.push({ path, body, at: this.now() });
    this.batches = this.batches.slice(-mostBatches);
    await this.drain();
  }

  /** Sends the waiting batches, until one has to be sent again later. */
  async drain(): Promise<void> {
    if (this.isSending) {
      return;
    }

    this.isSending = true;
    clearTimeout(this.timer);
    try {
      while (this.batches.length > 0) {
        const batch = this.batches[0]!;
        if (this.now() - batch.at < oldest && (await this.send(batch)) === 'later') {
          await this.keep();
          this.timer = setTimeout(() => void this.drain(), this.pause);
          this.pause = Math.min(this.pause * 2, longestPause);
          return;
        }

        this.batches = this.batches.filter((one) => one !== batch);
        this.pause = firstPause;
      }

      await this.keep();
    } finally {
      this.isSending = false;
    }
  }

  /** Writes the batches that are not sent yet to the storage: the system may end an app in the background without notice. */
  async keep(): Promise<void> {
    if (this.batches.length > 0) {
      this.isStored = true;
      await write(keys.unsent, this.batches);
    } else if (this.isStored) {
      this.isStored = false;
      await remove(keys.unsent);
    }
  }

  /** Deletes all batches, also from the storage. */
  async clear(): Promise<void> {
    clearTimeout(this.timer);
    this.batches = [];
    await this.keep();
  }
}
