// Browser telemetry: the page load, interactions of the shopper, fetches of the script, and page performance. The page contains
// its trace context; each fetch propagates its trace context to the shop. All spans are sent to the edge, which sets the service name.

import { context, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { DocumentLoadInstrumentation } from '@opentelemetry/instrumentation-document-load';
import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch';
import { UserInteractionInstrumentation } from '@opentelemetry/instrumentation-user-interaction';
import { BatchSpanProcessor, WebTracerProvider } from '@opentelemetry/sdk-trace-web';
import { onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals';

const door = '/otlp-http/v1/traces';

function shopper() {
  try {
    return JSON.parse(localStorage.getItem('session')).userId;
  } catch {
    return document.documentElement.dataset.user;
  }
}

// Every span has the session and the user.
const unfinished = new Set();
const visit = {
  onStart(span) {
    span.setAttributes({ 'session.id': shopper(), 'enduser.id': shopper() });
    unfinished.add(span);
  },
  onEnd: (span) => unfinished.delete(span),
  forceFlush: async () => {},
  shutdown: async () => {},
};

// In small batches: the edge limits their size, as browsers do for a page that is being closed.
const batches = new BatchSpanProcessor(new OTLPTraceExporter({ url: location.origin + door }), { scheduledDelayMillis: 500, maxExportBatchSize: 20 });

const provider = new WebTracerProvider({ spanProcessors: [visit, batches] });
provider.register();

// Context in a browser script is lost at the first await. The shop's script restores it where an interaction continues.
globalThis.shopTelemetry = {
  here() {
    const now = context.active();
    return (step) => context.with(now, step);
  },
};

// A click that submits a form is followed by the submit event, in which all calls are made.
function isToldByItsForm(event, element, span) {
  const isTold = event === 'click' && element.closest('button')?.form != null;
  if (isTold) {
    unfinished.delete(span);
  }

  return isTold;
}

const stable = { semconvStabilityOptIn: 'http', ignoreNetworkEvents: true };
registerInstrumentations({
  instrumentations: [
    new DocumentLoadInstrumentation(stable),
    new UserInteractionInstrumentation({ eventNames: ['click', 'change', 'submit'], shouldPreventSpanCreation: isToldByItsForm }),
    new FetchInstrumentation({
      ...stable,
      ignoreUrls: [new RegExp(door)],
      applyCustomAttributesOnSpan: (span) => span.setAttribute('demo.synthetic_request', String(navigator.webdriver === true)),
    }),
  ],
});

// A fetch stays open briefly after its response. If the response leads to another page, it would never be ended.
addEventListener('pagehide', () => {
  unfinished.forEach((span) => span.end());
  provider.forceFlush();
});

function report({ name, value, rating }) {
  trace.getTracer('web-vitals').startSpan('web-vital', {
    attributes: { 'web_vital.name': name, 'web_vital.value': value, 'web_vital.rating': rating },
  }).end();
  provider.forceFlush();
}

[onCLS, onFCP, onINP, onLCP, onTTFB].forEach((measure) => measure(report));
