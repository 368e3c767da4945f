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

/** A screen that is in front. Its span ends when its content is there, or when the shopper leaves before. */
export type ShownScreen = { shown(): void; left(): void };

/** What a request needs to become part of a trace. */
export type TracedRequest = { headers: Record<string, string>; ended(status: number): void; failed(error: unknown): void };

/**
 * The spans and log events of the app. JavaScript on a phone has no context that survives an `await`, so each piece of work is given the
 * context that it belongs to; work that is given none belongs to the screen that is opening. Times are the device's clock: the timer that
 * the SDK would take stands still while a phone sleeps.
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

  /** A screen comes to the front. Its span belongs to the tap that opened it. */
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

  /** Work that a tap starts. The screen that it opens, if any, becomes part of its trace. */
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

  /** The next screen that comes to the front was opened by this work. */
  leadsToScreen(context: Context): void {
    this.nextScreen = context;
  }

  /** Begins a request. `route` is its path with the names of its parameters. */
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

  /** An error that the app lives with. */
  report(error: unknown): void {
    this.event('exception', SeverityNumber.ERROR, this.screen ?? ROOT_CONTEXT, exceptionOf(error));
  }

  /** An error that nothing in the app caught. */
  crash(error: unknown): void {
    this.event('app.crash', SeverityNumber.FATAL, this.screen ?? ROOT_CONTEXT, exceptionOf(error));
  }

  /** The app goes to the background: all that was recorded is sent, and what cannot be sent now is written down first. */
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
