import { JsonLogsSerializer } from '@opentelemetry/otlp-transformer/build/src/logs/json';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer/build/src/trace/json';
import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Outbox } from './outbox';

type Done = Parameters<SpanExporter['export']>[1];

// ExportResultCode.SUCCESS. For the SDK, a batch is delivered when it is in the outbox.
const success = 0;

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

export const spanExporter = (outbox: Outbox): SpanExporter => ({
  export(spans: ReadableSpan[], done: Done) {
    void outbox.add('/v1/traces', text(JsonTraceSerializer.serializeRequest(spans)));
    done({ code: success });
  },
  shutdown: async () => {},
});

export const logExporter = (outbox: Outbox): LogRecordExporter => ({
  export(lines: ReadableLogRecord[], done: Done) {
    void outbox.add('/v1/logs', text(JsonLogsSerializer.serializeRequest(lines)));
    done({ code: success });
  },
  forceFlush: async () => {},
  shutdown: async () => {},
});
