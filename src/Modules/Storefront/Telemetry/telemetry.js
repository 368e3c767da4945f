// What the browser tells of a visit: the load of the page, what the shopper does, what the script fetches, and how it felt. The page
// says which trace it came by; each fetch carries its own to the shop. All of it goes to the shop's own door, which says whose it is.

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

// Every span says whose visit it belongs to.
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

// In small batches: the door takes no long ones, nor do browsers from a page that is being left.
const batches = new BatchSpanProcessor(new OTLPTraceExporter({ url: location.origin + door }), { scheduledDelayMillis: 500, maxExportBatchSize: 20 });

const provider = new WebTracerProvider({ spanProcessors: [visit, batches] });
provider.register();

// The context of a browser's script ends at its first await. The shop's script says itself where an interaction goes on.
globalThis.shopTelemetry = {
  here() {
    const now = context.active();
    return (step) => context.with(now, step);
  },
};

// A click that sends a form is followed by the form's own event, in which all the calls are made.
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

// A fetch stays open for a moment after its answer. Where the answer leads to another page, that moment never comes.
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
