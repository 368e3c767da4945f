import { type Attributes, type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { BasicTracerProvider, BatchSpanProcessor, RandomIdGenerator, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { ShopError } from '@/shop/errors';
import type { Device } from './device';
import { logExporter, spanExporter } from './exporters';
import type { Outbox } from './outbox';
import { framesOf, typeOf } from './stack';

const batches = { scheduledDelayMillis: 500, maxExportBatchSize: 20, maxQueueSize: 200 };

/** The current screen. Its span ends when the content is shown, or when the shopper leaves the screen before that. */
export type ShownScreen = { shown(): void; left(): void };

/** The headers that propagate the trace context of a request, and the functions that end its span. */
export type TracedRequest = { headers: Record<string, string>; ended(status: number): void; failed(error: unknown): void };

/**
 * The spans and log events of the app. JavaScript on a phone loses the active context at an `await`, so each operation receives its parent
 * context as a parameter; a request without one belongs to the screen that is loading. Times come from the device's clock: the timer that
 * the SDK would use stops while a phone sleeps.
 */
export class Telemetry {
  private readonly provider: BasicTracerProvider;
  private readonly logs: LoggerProvider;
  private screenName = 'start';
  private screen: Context | null = null;
  private nextScreen: Context | null = null;

  constructor(device: Device, private readonly sessionId: string, private readonly outbox: Outbox, private readonly isOn: boolean) {
    const resource = resourceFromAttributes({
      'service.name': 'react-native-app',
      'service.version': device.appVersion,
      'os.name': device.osName,
      'os.version': device.osVersion,
      'device.id': device.id,
    });
    const session: SpanProcessor = {
      onStart: (span) => void span.setAttributes({ 'session.id': sessionId, 'app.screen.name': this.screenName }),
      onEnd: () => {},
      forceFlush: async () => {},
      shutdown: async () => {},
    };
    this.provider = new BasicTracerProvider({
      resource,
      idGenerator: new RandomIdGenerator(),
      spanProcessors: isOn ? [session, new BatchSpanProcessor(spanExporter(outbox), batches)] : [],
    });
    this.logs = new LoggerProvider({
      resource,
      processors: isOn ? [new BatchLogRecordProcessor({ exporter: logExporter(outbox), ...batches })] : [],
    });
  }

  /** Starts the span of a screen that becomes the current one. Its parent is the span of the tap that opened it, if any. */
  beginScreen(name: string): ShownScreen {
    this.screenName = name;
    const span = this.start(`screen ${name}`, this.nextScreen ?? ROOT_CONTEXT);
    const context = trace.setSpan(ROOT_CONTEXT, span);
    this.nextScreen = null;
    this.screen = context;
    const end = () => {
      span.end(new Date());
      this.screen = this.screen === context ? null : this.screen;
    };
    return { shown: end, left: end };
  }

  /** Runs the work that a tap starts, in a span. The screen that it opens, if any, becomes part of the same trace. */
  async tap<T>(widget: string, work: (context: Context) => T | Promise<T>): Promise<T> {
    const span = this.start(`tap ${widget}`, ROOT_CONTEXT, { 'app.widget.name': widget });
    const context = trace.setSpan(ROOT_CONTEXT, span);
    try {
      return await work(context);
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end(new Date());
    }
  }

  /** Makes this context the parent of the span of the next screen, which this work opens. */
  leadsToScreen(context: Context): void {
    this.nextScreen = context;
  }

  /** Starts the span of a request. `route` is its path with the names of its parameters. */
  request(method: string, address: string, route: string, parent?: Context): TracedRequest {
    if (!this.isOn) {
      return { headers: {}, ended: () => {}, failed: () => {} };
    }

    const at = new URL(address);
    const span = this.start(`${method} ${route}`, parent ?? this.screen ?? ROOT_CONTEXT, {
      'http.request.method': method,
      'url.full': at.origin + at.pathname,
      'server.address': at.hostname,
      'server.port': Number(at.port) || (at.protocol === 'https:' ? 443 : 80),
    }, SpanKind.CLIENT);
    const { traceId, spanId, traceFlags } = span.spanContext();
    return {
      headers: { traceparent: `00-${traceId}-${spanId}-0${traceFlags}`, baggage: `session.id=${this.sessionId}` },
      ended: (status) => {
        span.setAttribute('http.response.status_code', status);
        if (status >= 400) {
          span.setAttribute('error.type', String(status)).setStatus({ code: SpanStatusCode.ERROR });
        }

        span.end(new Date());
      },
      failed: (error) => {
        fail(span, error);
        span.end(new Date());
        this.event('http.client.request.exception', SeverityNumber.WARN, trace.setSpan(ROOT_CONTEXT, span), {
          'exception.type': typeOf(error),
          'error.type': kindOf(error),
          'http.request.method': method,
          'url.full': at.origin + at.pathname,
        });
      },
    };
  }

  /** Records an error after which the app continues. */
  report(error: unknown): void {
    this.event('exception', SeverityNumber.ERROR, this.screen ?? ROOT_CONTEXT, exceptionOf(error));
  }

  /** Records an unhandled error. */
  crash(error: unknown): void {
    this.event('app.crash', SeverityNumber.FATAL, this.screen ?? ROOT_CONTEXT, exceptionOf(error));
  }

  /** For an app that goes to the background: sends all recorded telemetry, and writes the batches that are not sent yet to the storage. */
  async keep(): Promise<void> {
    await Promise.all([this.provider.forceFlush(), this.logs.forceFlush()]);
    await this.outbox.keep();
  }

  private start(name: string, parent: Context, attributes: Attributes = {}, kind = SpanKind.INTERNAL): Span {
    return this.provider.getTracer('astronomy-shop-mobile').startSpan(name, { attributes, kind, startTime: new Date() }, parent);
  }

  private event(eventName: string, severityNumber: SeverityNumber, context: Context, attributes: Record<string, string>): void {
    this.logs.getLogger('astronomy-shop-mobile').emit({
      eventName,
      severityNumber,
      severityText: SeverityNumber[severityNumber],
      context,
      timestamp: new Date(),
      observedTimestamp: new Date(),
      attributes: { ...attributes, 'session.id': this.sessionId, 'app.screen.name': this.screenName },
    });
  }
}

// The message of an error is left out everywhere: it may contain user input.
const exceptionOf = (error: unknown) => ({ 'exception.type': typeOf(error), 'exception.stacktrace': framesOf(error) });

const kindOf = (error: unknown) => (error instanceof ShopError ? error.kind : typeOf(error));

function fail(span: Span, error: unknown): void {
  span.setAttribute('error.type', kindOf(error)).setStatus({ code: SpanStatusCode.ERROR });
}
